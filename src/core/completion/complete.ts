import type { Clock } from '../../base/clock.ts';
import type { PromptRoom } from '../context/completionDraft.ts';
import type { CursorContext } from '../context/cursorContext.ts';
import type { Retriever } from '../context/retriever.ts';
import type { Snippet } from '../context/snippet.ts';
import type { ModelInfo } from '../model/model.ts';
import type { OutboundGate } from '../outbound/gate.ts';
import type { Ledger } from '../outbound/ledger.ts';
import type { Sender } from '../outbound/sender.ts';
import type { PromptDraft } from '../prompt/prompt.ts';
import type { TokenCounters } from '../prompt/tokenCounter.ts';
import type { Finding } from './answer.ts';
import type { Answers } from './answers.ts';
import { type Completion, nothing, type Outcome } from './completion.ts';
import type { Remembered } from './completionCache.ts';
import { type Filtered, isRejected } from './filters/filter.ts';
import { fitShown, fitToPlace } from './filters/filters.ts';
import { surroundingsOf } from './filters/surroundings.ts';
import { gatherSnippets } from './gatherSnippets.ts';
import type { CompletionObserver } from './observer.ts';
import type { Question } from './question.ts';
import type { NothingReason } from './reason.ts';
import { decideScope, type Fits } from './scope.ts';
import { holdBackReason, skipReason } from './skip.ts';

/** What the stages of a completion stand on. */
export interface CompletionPorts {
  readonly answers: Answers;
  readonly retrievers: readonly Retriever[];
  /** What fits at the cursor by its syntax, as far as that is known in time. */
  readonly fitsAt?: (question: Question, signal: AbortSignal) => Promise<Fits>;
  readonly draft: (
    context: CursorContext,
    snippets: readonly Snippet[],
    room: PromptRoom,
  ) => PromptDraft;
  readonly gate: OutboundGate;
  readonly tokens: Pick<TokenCounters, 'counterFor'>;
  readonly sender: Sender;
  readonly ledger: Pick<Ledger, 'refusal'>;
  readonly clock: Clock;
  readonly observer: CompletionObserver;
}

/**
 * A keystroke becomes a completion, or nothing with a reason.
 * Aborting the signal ends the waiting; a request under way goes on while what is typed agrees with it.
 */
export async function complete(
  question: Question,
  ports: CompletionPorts,
  signal: AbortSignal,
): Promise<Outcome> {
  const { context, model } = question;
  const settle = (finding: Finding, origin: Completion['origin']) =>
    settleAt(question, finding, origin, ports);
  const skipped = skipReason(question);
  if (skipped === 'noModel' || !model) return nothing('noModel', question.noModelWhy);
  if (skipped) return nothing(skipped);

  const cached = ports.answers.find(question);
  if (cached) return settle({ kind: 'text', ...cached }, 'cached');
  const joined = await ports.answers.join(question, signal);
  if (joined) return settle(joined, 'joined');

  const heldBack = holdBackReason(question) ?? limitReason(question, model.info, ports);
  if (heldBack) return nothing(heldBack);
  const snippetsUnderWay = gatherSnippets(ports, context, model.info, signal);
  const fitsUnderWay = ports.fitsAt?.(question, signal);
  if (question.delayMs > 0) await ports.clock.delay(question.delayMs, signal);
  const snippets = await snippetsUnderWay;
  if (signal.aborted) return nothing('superseded');

  const room = {
    maxTokens: question.maxPromptTokens,
    counter: ports.tokens.counterFor(model.info),
  };
  const sealed = ports.gate.seal(ports.draft(context, snippets, room), {
    ...room,
    isForEmbedded: model.info.origin === 'embedded',
  });
  if (sealed.kind === 'refused') return nothing(sealed.reason, sealed.message);
  // Another thread reads the syntax while this one seals.
  const fits = await fitsUnderWay;
  if (signal.aborted) return nothing('superseded');

  const send = (requestSignal: AbortSignal) =>
    ports.sender.send('completion', model, sealed.prompt, {
      maxOutputTokens: question.maxOutputTokens,
      temperature: question.temperature ?? 0,
      signal: requestSignal,
    });
  ports.observer.asked(question);
  const answered = await ports.answers.ask(question, model, fits, send, signal);
  return settle(answered, 'asked');
}

/** Asking by hand is never refused; the embedded engine costs nothing. */
function limitReason(
  { trigger, limits }: Question,
  info: ModelInfo,
  { ledger }: CompletionPorts,
): NothingReason | undefined {
  const isFree = trigger === 'explicit' || info.origin === 'embedded';
  return isFree ? undefined : ledger.refusal(info, limits);
}

/** The outcome of a finding at the cursor as it is now. */
function settleAt(
  question: Question,
  finding: Finding,
  origin: Completion['origin'],
  ports: CompletionPorts,
): Outcome {
  if (finding.kind === 'failed') {
    ports.observer.failed(question, finding.error);
    return nothing('failed', finding.detail);
  }
  const isEmbedded = question.model?.info.origin === 'embedded';
  if (finding.kind === 'nothing') {
    const isUnsure = isEmbedded && finding.reason === 'empty';
    return nothing(isUnsure ? 'unsure' : finding.reason, finding.detail);
  }
  if (finding.kind !== 'text') return nothing('superseded');
  const text = finding.isRest ? finding.text : fitted(finding, question);
  if (isRejected(text)) return nothing(text.rejected);
  ports.answers.remember(question, text);
  return { kind: 'completion', completion: { text, model: question.model!.info, origin } };
}

/** What fits the cursor as it is now: VS Code may have closed brackets meanwhile, for example. */
function fitted({ text, wasShown, fits }: Remembered, question: Question): Filtered {
  const around = surroundingsOf(question.context, decideScope(question, fits));
  return wasShown ? fitShown(text, around) : fitToPlace(text, around);
}
