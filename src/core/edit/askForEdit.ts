import type { Model, ModelInfo } from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import type { ModelSource } from '../model/modelSource.ts';
import type { OutboundGate } from '../outbound/gate.ts';
import type { Sender } from '../outbound/sender.ts';
import { promptBudget } from '../prompt/budget.ts';
import { draftEdit, type EditQuestion } from '../prompt/editPrompt.ts';
import type { ChatDraft } from '../prompt/prompt.ts';
import type { TokenCounter, TokenCounters } from '../prompt/tokenCounter.ts';
import { type BlockRecord, chooseForm } from './formatChoice.ts';

/** What asking for an edit needs of the world. */
export interface EditPorts {
  readonly models: ModelSource;
  readonly gate: OutboundGate;
  readonly sender: Sender;
  readonly tokens: TokenCounters;
  /** `inkling.edit.promptTokens`. */
  readonly promptTokens: number;
  /** Whether the model's last SEARCH/REPLACE blocks found their place. */
  readonly blockRecord?: (modelName: string) => BlockRecord;
  /** Told as the reply grows. */
  readonly onProgress: (progress: EditProgress) => void;
}

export interface EditProgress {
  readonly modelName: string;
  /** Why nothing comes now, where the server wants a pause. */
  readonly why?: string | undefined;
  /** Undefined while nothing but thinking has come. */
  readonly lines: number | undefined;
  /** Tokens that have come, about: piece by piece, as the counter of the model counts. */
  readonly tokens: number;
  /** What has come so far. */
  readonly text: string;
}

/** What came of asking. Messages are one or two sentences for the user. */
export type EditReply =
  | {
      readonly kind: 'reply';
      readonly text: string;
      readonly modelName: string;
      /** What the model was asked for in the end. */
      readonly task: EditQuestion['task'] | 'text';
    }
  | { readonly kind: 'noModel'; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** A rewrite may be this many times as long as what it replaces, and some lines more. */
const growth = 2;
const extraTokens = 1024;
/** Of the context, at least this share stays for the prompt. */
const promptShare = 0.5;
/** How often a prompt is halved when the server's context is smaller than it said. */
const attempts = 3;

/**
 * Asks the edit model and collects its reply. Never throws. Lines that are to be rewritten are asked
 * for as blocks where there are many of them, by what worked with the model before.
 */
export function askForEdit(
  question: EditQuestion,
  ports: EditPorts,
  signal: AbortSignal,
): Promise<EditReply> {
  const selected = question.lines.slice(question.start, question.endExclusive);
  return ask(ports, signal, (info, counter) => {
    const tokens = counter.count(selected.join('\n'));
    const facts = { lines: selected.length, tokens, maxOutputTokens: info.maxOutputTokens };
    const record = ports.blockRecord?.(info.name) ?? '';
    const task = question.task === 'rewrite' ? chooseForm({ ...facts, record }) : question.task;
    return { draft: draftEdit({ ...question, task }), task, wanted: tokens * growth + extraTokens };
  });
}

/** Asks the edit model something else; `outputTokens` is the longest answer that makes sense. */
export function askForText(
  draft: ChatDraft,
  outputTokens: number,
  ports: EditPorts,
  signal: AbortSignal,
): Promise<EditReply> {
  return ask(ports, signal, () => ({ draft, task: 'text', wanted: outputTokens }));
}

interface Asked {
  readonly draft: ChatDraft;
  readonly task: EditQuestion['task'] | 'text';
  /** Tokens that the answer may need. */
  readonly wanted: number;
}

type Compose = (info: ModelInfo, counter: TokenCounter) => Asked;

async function ask(ports: EditPorts, signal: AbortSignal, compose: Compose): Promise<EditReply> {
  try {
    const chosen = await ports.models.choose('edit', { interactive: true });
    if (signal.aborted) return { kind: 'cancelled' };
    if (!chosen.model) return { kind: 'noModel', message: chosen.why };
    return await askModel(chosen.model, compose, ports, signal);
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', message: messageOf(error) };
  }
}

async function askModel(
  model: Model,
  compose: Compose,
  ports: EditPorts,
  signal: AbortSignal,
): Promise<EditReply> {
  const counter = ports.tokens.counterFor(model.info);
  const { contextTokens, maxOutputTokens: most } = model.info;
  const { draft, task, wanted } = compose(model.info, counter);
  const maxOutputTokens = Math.min(most, wanted, Math.floor(contextTokens * (1 - promptShare)));
  let maxTokens = promptBudget(model.info, ports.promptTokens, maxOutputTokens);
  for (let attempt = 1; ; attempt++, maxTokens = Math.floor(maxTokens / 2)) {
    const sealed = ports.gate.seal(draft, { maxTokens, counter });
    if (sealed.kind === 'refused') return { kind: 'failed', message: sealed.message };
    try {
      const request = { maxOutputTokens, temperature: 0, signal };
      const stream = ports.sender.send('edit', model, sealed.prompt, request);
      const { name } = model.info;
      const reply = await collect(stream, name, counter, ports.onProgress, signal);
      return reply.kind === 'reply' ? { ...reply, task, modelName: name } : reply;
    } catch (error) {
      if (!ModelError.is(error, 'contextExceeded') || attempt === attempts) throw error;
    }
  }
}

type Collected =
  | Exclude<EditReply, { kind: 'reply' }>
  | { readonly kind: 'reply'; readonly text: string };

async function collect(
  stream: ReturnType<Sender['send']>,
  modelName: string,
  counter: TokenCounter,
  onProgress: EditPorts['onProgress'],
  signal: AbortSignal,
): Promise<Collected> {
  let text = '';
  let tokens = 0;
  onProgress({ modelName, lines: undefined, tokens, text });
  for await (const part of stream) {
    if (part.type === 'text-delta') {
      text += part.text;
      tokens += counter.count(part.text);
      onProgress({ modelName, lines: text.split('\n').length, tokens: Math.round(tokens), text });
    } else if (part.type === 'pause') {
      onProgress({ modelName, why: part.why, lines: undefined, tokens, text });
    } else if (part.type === 'end' && !signal.aborted) return ended(part.reason, text);
  }
  if (signal.aborted) return { kind: 'cancelled' };
  const message = 'The answer broke off before its end; nothing was changed. Try again.';
  return { kind: 'failed', message };
}

function ended(reason: 'stop' | 'length' | 'filtered', text: string): Collected {
  if (reason === 'stop') return { kind: 'reply', text };
  const message =
    reason === 'length'
      ? 'The answer reached the model’s longest output and was cut off; nothing was changed. Select less, or use a model that may answer longer.'
      : 'The model’s content filter stopped the answer; nothing was changed. Word the instruction differently.';
  return { kind: 'failed', message };
}

function messageOf(error: unknown): string {
  if (error instanceof ModelError) return error.message;
  return 'Something went wrong inside Inkling; nothing was changed. The log (Inkling: Show Log) says what.';
}
