import type { Dialect, Question, ScriptedReply } from './modelServerScript.ts';
import { type Framing, type StreamEvent, splitIntoDeltas } from './modelServerWire.ts';

/** The protocols in which text is generated. */
export type Protocol = 'chat' | 'completions' | 'infill' | 'ollamaGenerate' | 'ollamaChat';

/** An answer in a protocol: as stream events, and as the one JSON object of a non-streamed request. */
export interface Answer {
  readonly framing: Framing;
  readonly events: readonly StreamEvent[];
  readonly json: unknown;
}

interface Counted {
  readonly prompt: number;
  readonly output: number;
  readonly cached: number;
}

/** A quarter of the characters: the simplest count that tests can compute by heart. */
export function quarterOfCharacters(text: string): number {
  return Math.ceil(text.length / 4);
}

/** All text of a question that counts as prompt. */
export function promptText(question: Question): string {
  return question.kind === 'chat'
    ? question.messages.map(message => message.content).join('')
    : question.prompt + question.suffix;
}

/** Renders a scripted reply in the protocol that was asked. */
export function answer(
  protocol: Protocol,
  dialect: Dialect,
  question: Question,
  reply: ScriptedReply,
  contextTokens: number,
): Answer {
  const usage = countUsage(question, reply, contextTokens);
  switch (protocol) {
    case 'chat':
      return openAiChat(dialect, question, reply, usage);
    case 'completions':
      return openAiCompletions(question, reply, usage);
    case 'infill':
      return llamaCppInfill(question, reply, usage);
    case 'ollamaGenerate':
      return ollama(question, reply, usage, delta => ({ response: delta }));
    case 'ollamaChat':
      return ollama(question, reply, usage, delta => ({
        message: { role: 'assistant', content: delta },
      }));
  }
}

function countUsage(question: Question, reply: ScriptedReply, contextTokens: number): Counted {
  if (reply.usage && reply.usage !== 'none') return { cached: 0, ...reply.usage };
  return {
    prompt: Math.min(quarterOfCharacters(promptText(question)), contextTokens),
    output: quarterOfCharacters(reply.text ?? ''),
    cached: 0,
  };
}

function deltasOf(reply: ScriptedReply): string[] {
  return splitIntoDeltas(reply.text ?? '', reply.chunkChars ?? 4);
}

function thinkingOf(reply: ScriptedReply): string[] {
  return splitIntoDeltas(reply.thinking ?? '', reply.chunkChars ?? 4);
}

const delta = (value: unknown): StreamEvent => ({ data: JSON.stringify(value), isDelta: true });
const other = (value: unknown): StreamEvent => ({ data: JSON.stringify(value), isDelta: false });
const done: StreamEvent = { data: '[DONE]', isDelta: false };

function openAiUsage(usage: Counted) {
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.output,
    total_tokens: usage.prompt + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached },
  };
}

function openAiTail(head: object, question: Question, reply: ScriptedReply, usage: Counted) {
  const options = question.request.json?.stream_options as { include_usage?: boolean } | undefined;
  const tail: StreamEvent[] = [];
  if (options?.include_usage && reply.usage !== 'none') {
    tail.push(other({ ...head, choices: [], usage: openAiUsage(usage) }));
  }
  if (!reply.wire?.withoutDone) tail.push(done);
  return tail;
}

function openAiChat(
  dialect: Dialect,
  question: Question,
  reply: ScriptedReply,
  usage: Counted,
): Answer {
  const head = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: question.model,
  };
  const choice = (part: object, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta: part, finish_reason: finishReason }],
  });
  // Azure reports its content filter first, with no choices; llama.cpp begins with a null content.
  const first: StreamEvent[] =
    dialect === 'azure' ? [other({ ...head, choices: [], prompt_filter_results: [] })] : [];
  first.push(other(choice({ role: 'assistant', content: dialect === 'llamacpp' ? null : '' })));
  const finishReason = reply.finishReason ?? 'stop';
  const message = { role: 'assistant', content: reply.text ?? '' };
  return {
    framing: 'sse',
    events: [
      ...first,
      ...thinkingOf(reply).map(text => delta(choice({ reasoning_content: text }))),
      ...deltasOf(reply).map(text => delta(choice({ content: text }))),
      other(choice({}, finishReason)),
      ...openAiTail(head, question, reply, usage),
    ],
    json: {
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: finishReason }],
      usage: openAiUsage(usage),
    },
  };
}

function openAiCompletions(question: Question, reply: ScriptedReply, usage: Counted): Answer {
  const head = {
    id: 'cmpl-1',
    object: 'text_completion',
    created: 1_700_000_000,
    model: question.model,
  };
  const choice = (text: string, finishReason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, text, logprobs: null, finish_reason: finishReason }],
  });
  const finishReason = reply.finishReason ?? 'stop';
  return {
    framing: 'sse',
    events: [
      ...deltasOf(reply).map(text => delta(choice(text))),
      other(choice('', finishReason)),
      ...openAiTail(head, question, reply, usage),
    ],
    json: { ...choice(reply.text ?? '', finishReason), usage: openAiUsage(usage) },
  };
}

function llamaCppInfill(question: Question, reply: ScriptedReply, usage: Counted): Answer {
  const end = {
    index: 0,
    stop: true,
    model: question.model,
    tokens_predicted: usage.output,
    tokens_evaluated: usage.prompt,
    truncated: false,
    stop_type: reply.finishReason === 'length' ? 'limit' : 'eos',
    stopping_word: '',
    timings: {
      cache_n: usage.cached,
      prompt_n: usage.prompt - usage.cached,
      predicted_n: usage.output,
    },
  };
  return {
    framing: 'sse',
    events: [
      ...deltasOf(reply).map(content => delta({ index: 0, content, stop: false, id_slot: 0 })),
      other({ ...end, content: '' }),
    ],
    json: { ...end, content: reply.text ?? '' },
  };
}

function ollama(
  question: Question,
  reply: ScriptedReply,
  usage: Counted,
  part: (delta: string) => object,
): Answer {
  const head = { model: question.model, created_at: '2026-01-01T00:00:00Z' };
  const counts =
    reply.usage === 'none' ? {} : { prompt_eval_count: usage.prompt, eval_count: usage.output };
  const end = {
    ...head,
    done: true,
    done_reason: reply.finishReason === 'length' ? 'length' : 'stop',
    total_duration: 1_000_000,
    ...counts,
  };
  const thinking = (text: string) =>
    question.kind === 'chat'
      ? { message: { role: 'assistant', content: '', thinking: text } }
      : { response: '', thinking: text };
  return {
    framing: 'ndjson',
    events: [
      ...thinkingOf(reply).map(text => delta({ ...head, ...thinking(text), done: false })),
      ...deltasOf(reply).map(text => delta({ ...head, ...part(text), done: false })),
      other({ ...end, ...part('') }),
    ],
    json: { ...end, ...part(reply.text ?? '') },
  };
}
