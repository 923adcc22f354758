import type { Logger } from '../../base/logger.ts';
import type { Rules } from '../context/ruleFiles.ts';
import type { Snippet } from '../context/snippet.ts';
import { ModelError } from '../model/modelError.ts';
import type { ChosenModel, ModelSource } from '../model/modelSource.ts';
import type { OutboundGate } from '../outbound/gate.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { Sender } from '../outbound/sender.ts';
import { draftChat } from '../prompt/chatPrompt.ts';
import type { TokenCounters } from '../prompt/tokenCounter.ts';
import { chatOutputTokens, chatPromptTokens } from './chatBudget.ts';
import type {
  AnswerFailure,
  AnswerOutcome,
  ConversationEvent,
  LeftOut,
  Turn,
} from './conversation.ts';
import { foundIn, leftOutOf } from './leftOut.ts';

/** What answering a question needs of the world. */
export interface AnswerPorts {
  readonly models: ModelSource;
  readonly gate: OutboundGate;
  readonly sender: Sender;
  readonly tokens: TokenCounters;
  readonly log: Logger;
  /** `inkling.chat.promptTokens`. */
  readonly promptTokens: number;
  /** The project's rules for what a question is about. Never rejects. */
  readonly rulesFor?: (turn: Turn) => Promise<readonly Rules[]>;
  /** Code of the workspace that a question seems to be about, best first. Never rejects, and ends when it is late. */
  readonly snippetsFor?: (
    turn: Turn,
    earlier: readonly Turn[],
    signal: AbortSignal,
  ) => Promise<readonly Snippet[]>;
}

/** What happens while an answer comes: events of the conversation, and why nothing of it comes now. */
export type AnswerEvent =
  | ConversationEvent
  | { readonly type: 'waiting'; readonly turn: string; readonly why: string | undefined };

/**
 * Answers `current`: model, prompt, gate, stream. It never throws, and its last event is always `finished`.
 * Aborting ends it with what has arrived.
 */
export async function* answerQuestion(
  earlier: readonly Turn[],
  current: Turn,
  ports: AnswerPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const turn = current.id;
  yield { type: 'started', turn };
  try {
    const asking = ports.models.choose('chat', { interactive: true });
    const chosen = await Promise.race([asking, whenAborted(signal)]);
    if (chosen === undefined) return yield { type: 'finished', turn, outcome: 'stopped' };
    if (!chosen.model) return yield failed(turn, { kind: 'noModel', message: chosen.why });
    yield { type: 'started', turn, model: nameOf(chosen) };
    yield* streamWithin(chosen, earlier, current, ports, signal);
  } catch (error) {
    if (signal.aborted) return yield { type: 'finished', turn, outcome: 'stopped' };
    if (!ModelError.is(error)) ports.log.error('A chat answer failed.', error);
    yield failed(turn, failureOf(error));
  }
}

function nameOf({ model }: ChosenModel): { readonly name: string; readonly providerName: string } {
  const { name, providerName } = model.info;
  return { name, providerName };
}

/** Choosing may wait for the user to answer a question; stopping need not wait for that. */
function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** How often the prompt is made smaller when the server's count of the context is lower than ours. */
const attempts = 3;

/** A server may have less context than it says: then the same question is asked again with half the prompt. */
async function* streamWithin(
  chosen: ChosenModel,
  earlier: readonly Turn[],
  current: Turn,
  ports: AnswerPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const [rules = [], snippets = []] = await Promise.all([
    ports.rulesFor?.(current),
    ports.snippetsFor?.(current, earlier, signal),
  ]);
  if (signal.aborted) return yield { type: 'finished', turn: current.id, outcome: 'stopped' };
  let maxTokens = chatPromptTokens(chosen.model.info, ports.promptTokens);
  for (let attempt = 1; ; attempt++, maxTokens = Math.floor(maxTokens / 2)) {
    const counter = ports.tokens.counterFor(chosen.model.info);
    const { draft, turnsLeftOut } = draftChat(earlier, current, maxTokens, counter, {
      rules,
      snippets,
    });
    const sealed = ports.gate.seal(draft, { maxTokens, counter });
    if (sealed.kind === 'refused') {
      return yield failed(current.id, { kind: 'refused', message: sealed.message });
    }
    const leftOut = leftOutOf(sealed.prompt, turnsLeftOut);
    const found = foundIn(sealed.prompt);
    if (found) yield { type: 'started', turn: current.id, model: nameOf(chosen), found };
    let isEmpty = true;
    try {
      for await (const event of streamAnswer(
        chosen,
        sealed.prompt,
        current.id,
        ports,
        leftOut,
        signal,
      )) {
        isEmpty = false;
        yield event;
      }
      return;
    } catch (error) {
      const isTooLong = ModelError.is(error, 'contextExceeded') && isEmpty;
      if (!isTooLong || attempt === attempts) throw error;
    }
  }
}

async function* streamAnswer(
  { model }: ChosenModel,
  prompt: SealedPrompt,
  turn: string,
  { sender }: AnswerPorts,
  leftOut: LeftOut | undefined,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const maxOutputTokens = chatOutputTokens(model.info, prompt.tokens);
  for await (const part of sender.send('chat', model, prompt, { maxOutputTokens, signal })) {
    if (part.type === 'text-delta') yield { type: 'received', turn, text: part.text };
    else if (part.type === 'pause') yield { type: 'waiting', turn, why: part.why };
    else if (part.type === 'thinking-delta')
      yield { type: 'waiting', turn, why: `${model.info.name} is thinking` };
    else {
      const outcome = outcomes[part.reason];
      return yield { type: 'finished', turn, outcome, usage: part.usage, leftOut };
    }
  }
  yield { type: 'finished', turn, outcome: signal.aborted ? 'stopped' : 'interrupted', leftOut };
}

const outcomes = {
  stop: 'complete',
  length: 'length',
  filtered: 'filtered',
} as const satisfies Record<string, AnswerOutcome>;

function failed(turn: string, failure: AnswerFailure): AnswerEvent {
  return { type: 'finished', turn, outcome: 'failed', failure };
}

function failureOf(error: unknown): AnswerFailure {
  if (error instanceof ModelError) return { kind: error.kind, message: error.message };
  return {
    kind: 'unexpected',
    message:
      'Something went wrong inside Inkling. The log (Inkling: Show Log) says what; ask again.',
  };
}
