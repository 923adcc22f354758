import { ModelError } from '../model/modelError.ts';
import type { ModelSource } from '../model/modelSource.ts';
import type { OutboundGate } from '../outbound/gate.ts';
import type { Sender } from '../outbound/sender.ts';
import { promptBudget } from '../prompt/budget.ts';
import { draftEdit, type EditQuestion } from '../prompt/editPrompt.ts';
import type { TokenCounters } from '../prompt/tokenCounter.ts';

/** What asking for an edit needs of the world. */
export interface EditPorts {
  readonly models: ModelSource;
  readonly gate: OutboundGate;
  readonly sender: Sender;
  readonly tokens: TokenCounters;
  /** `inkling.edit.promptTokens`. */
  readonly promptTokens: number;
  /** Told as the reply grows. */
  readonly onProgress: (progress: EditProgress) => void;
}

export interface EditProgress {
  readonly modelName: string;
  /** Undefined while nothing but thinking has come. */
  readonly lines: number | undefined;
}

/** What came of asking. Messages are one or two sentences for the user. */
export type EditReply =
  | { readonly kind: 'reply'; readonly text: string }
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

/** Asks the edit model and collects its reply. Never throws. */
export async function askForEdit(
  question: EditQuestion,
  ports: EditPorts,
  signal: AbortSignal,
): Promise<EditReply> {
  try {
    const chosen = await ports.models.choose('edit', { interactive: true });
    if (signal.aborted) return { kind: 'cancelled' };
    if (!chosen.model) return { kind: 'noModel', message: chosen.why };
    return await askModel(chosen.model, question, ports, signal);
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', message: messageOf(error) };
  }
}

type Model = NonNullable<Awaited<ReturnType<ModelSource['choose']>>['model']>;

async function askModel(
  model: Model,
  question: EditQuestion,
  ports: EditPorts,
  signal: AbortSignal,
): Promise<EditReply> {
  const counter = ports.tokens.counterFor(model.info);
  const { contextTokens, maxOutputTokens: most } = model.info;
  const selected = question.lines.slice(question.start, question.endExclusive).join('\n');
  const wanted = counter.count(selected) * growth + extraTokens;
  const maxOutputTokens = Math.min(most, wanted, Math.floor(contextTokens * (1 - promptShare)));
  let maxTokens = promptBudget(model.info, ports.promptTokens, maxOutputTokens);
  for (let attempt = 1; ; attempt++, maxTokens = Math.floor(maxTokens / 2)) {
    const sealed = ports.gate.seal(draftEdit(question), { maxTokens, counter });
    if (sealed.kind === 'refused') return { kind: 'failed', message: sealed.message };
    try {
      const request = { maxOutputTokens, temperature: 0, signal };
      const stream = ports.sender.send('edit', model, sealed.prompt, request);
      return await collect(stream, model.info.name, ports.onProgress, signal);
    } catch (error) {
      if (!ModelError.is(error, 'contextExceeded') || attempt === attempts) throw error;
    }
  }
}

async function collect(
  stream: ReturnType<Sender['send']>,
  modelName: string,
  onProgress: EditPorts['onProgress'],
  signal: AbortSignal,
): Promise<EditReply> {
  let text = '';
  onProgress({ modelName, lines: undefined });
  for await (const part of stream) {
    if (part.type === 'text-delta') {
      text += part.text;
      onProgress({ modelName, lines: text.split('\n').length });
    } else if (part.type === 'end' && !signal.aborted) return ended(part.reason, text);
  }
  if (signal.aborted) return { kind: 'cancelled' };
  const message = 'The answer broke off before its end; nothing was changed. Try again.';
  return { kind: 'failed', message };
}

function ended(reason: 'stop' | 'length' | 'filtered', text: string): EditReply {
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
