import { explicitContext } from '../../../../bench/explicitContext.ts';
import { type ModelScript, ScriptedModel } from '../../../../bench/scriptedModel.ts';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import type { Outcome } from '../../../../src/core/completion/completion.ts';
import { CompletionSession } from '../../../../src/core/completion/completionSession.ts';
import { nullObserver } from '../../../../src/core/completion/observer.ts';
import { calmSituation, type Question } from '../../../../src/core/completion/question.ts';
import type { Fits } from '../../../../src/core/completion/scope.ts';
import { completionDraft } from '../../../../src/core/context/completionDraft.ts';
import type { Model } from '../../../../src/core/model/model.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import type { Ledger } from '../../../../src/core/outbound/ledger.ts';

/** A session on a virtual clock, asked by pictures of a document. */
export interface Bench {
  readonly clock: VirtualClock;
  readonly session: CompletionSession;
  readonly model: ScriptedModel;
  /** A question at a picture of the document. */
  question(picture: string, more?: Partial<Question>): Question;
  /** Asks at a picture of the document and tells what came of it, once it came. */
  ask(
    picture: string,
    more?: Partial<Question>,
    options?: { isSameVersion?: boolean },
  ): { outcome: string };
}

export function bench(
  script: Partial<ModelScript>,
  options: {
    model?: Model;
    isTrusted?: boolean;
    ledger?: Pick<Ledger, 'refusal'>;
    fits?: Fits;
  } = {},
): Bench {
  const clock = new VirtualClock();
  let before = '';
  const model = new ScriptedModel(
    { firstTokenMs: 200, tokensPerSecond: 100, ...script },
    clock,
    () => before,
  );
  const asked = ({ context }: Question) => {
    before = context.prefix;
  };
  const session = new CompletionSession({
    clock,
    retrievers: [],
    fitsAt: () => Promise.resolve(options.fits),
    draft: completionDraft,
    gate: createOutboundGate({
      isTrusted: () => options.isTrusted ?? true,
      secrets: () => undefined,
      ignoreRules: { excludedBy: () => undefined },
    }),
    tokens: { counterFor: () => ({ count: text => text.length }) },
    ledger: options.ledger ?? { refusal: () => undefined },
    sender: { send: (_role, asking, prompt, request) => asking.stream(prompt, request) },
    observer: { ...nullObserver, asked },
  });
  let version = 0;
  const question: Bench['question'] = (picture, more = {}) => {
    const [prefix, suffix] = picture.split('│') as [string, string];
    const context = {
      ...explicitContext({ languageId: 'typescript', path: 'a.ts', prefix, suffix }),
      version,
    };
    return {
      context,
      trigger: 'automatic',
      situation: calmSituation,
      model: options.model ?? model,
      multiline: 'auto',
      delayMs: 50,
      limits: { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 },
      alternatives: 0,
      maxOutputTokens: 100,
      maxPromptTokens: 1000,
      ...more,
    };
  };
  const ask: Bench['ask'] = (picture, more = {}, { isSameVersion = false } = {}) => {
    if (!isSameVersion) version++;
    const asked = question(picture, more);
    session.moveTo(asked.context);
    const result = { outcome: 'waiting' };
    void session.ask(asked, new AbortController().signal).then(outcome => {
      result.outcome = describeOutcome(outcome);
    });
    return result;
  };
  return { clock, session, model, question, ask };
}

/** An outcome in a word or two. */
function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === 'nothing') return `nothing: ${outcome.reason}`;
  return `${outcome.completion.origin}: ${outcome.completion.text}`;
}
