import type { Model, StreamPart } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import type { ModelSettings } from '../core/settings.ts';
import type { Endpoint } from './endpoint.ts';
import { defaultContextTokens } from './modelInfo.ts';
import { readModelIds } from './modelList.ts';

/** One line of the report on a model. */
export interface Check {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** What was found, and for a failure what to do. */
  readonly detail: string;
}

/** What is asked of the model: sealed like everything else that leaves. */
export interface ProbePrompts {
  readonly chat: SealedPrompt;
  readonly hole: SealedPrompt;
}

export interface Probe {
  readonly settings: ModelSettings;
  readonly endpoint: Endpoint;
  readonly model: Model;
  readonly prompts: ProbePrompts;
  readonly signal: AbortSignal;
}

/** The answer to the hole in `def add(a, b): return …` of any model that fills in the middle. */
const sum = /\ba\s*\+\s*b\b|\bb\s*\+\s*a\b|\bsum\b/;
const probeTokens = 64;

/** Tries a model out step by step; the steps behind one that rules them out are skipped. */
export async function* probe(options: Probe): AsyncGenerator<Check> {
  const reach = await reachCheck(options);
  yield reach;
  if (reach.result === 'failed') return;
  yield contextCheck(options);
  const { info } = options.model;
  yield info.canChat
    ? await chatCheck(options)
    : skipped('Chat and edits', `${info.name} only continues text.`);
  yield info.canFim
    ? await holeCheck(options)
    : skipped(
        'Fill in the middle',
        `${info.name} can only be asked in chat; set its fim to change that.`,
      );
  yield await cancelCheck(options);
}

function skipped(name: string, detail: string): Check {
  return { name, result: 'skipped', detail };
}

function failed(name: string, error: unknown): Check {
  const detail = ModelError.is(error) ? error.message : String(error);
  return { name, result: 'failed', detail };
}

async function reachCheck({ settings, endpoint, signal }: Probe): Promise<Check> {
  const name = 'Server, key and model';
  try {
    const ids = await readModelIds(endpoint, settings, signal);
    if (!ids) return skipped(name, 'The server answers, but does not list its models.');
    const isThere = ids.some(id => id === settings.model || id === `${settings.model}:latest`);
    // llama.cpp serves one model whatever it is called.
    if (isThere || settings.provider === 'llamacpp') {
      return {
        name,
        result: 'passed',
        detail: `${endpoint.place.baseUrl} answers and has the model.`,
      };
    }
    const some = ids.slice(0, 10).join(', ');
    return {
      name,
      result: 'failed',
      detail: `The server does not list ${settings.model}. It has: ${some}.`,
    };
  } catch (error) {
    // Some gateways have no list; whether they answer shows below.
    if (ModelError.is(error, 'notFound', 'unsupported', 'rejected')) {
      return skipped(name, 'The server answers, but does not list its models.');
    }
    return failed(name, error);
  }
}

function contextCheck({ settings, model: { info } }: Probe): Check {
  const name = 'Context';
  const size = `${info.contextTokens} tokens, of which an answer may have ${info.maxOutputTokens}`;
  const isAssumed =
    settings.contextTokens === undefined && info.contextTokens === defaultContextTokens;
  return isAssumed
    ? skipped(name, `${size}, are assumed. Set contextTokens if the server has another size.`)
    : { name, result: 'passed', detail: `${size}. That is what the settings or the server say.` };
}

async function collect(
  { model, signal }: Probe,
  prompt: SealedPrompt,
): Promise<{ text: string; pieces: number; isComplete: boolean }> {
  let text = '';
  let pieces = 0;
  let end: StreamPart | undefined;
  const request = { maxOutputTokens: probeTokens, temperature: 0, signal };
  for await (const part of model.stream(prompt, request)) {
    if (part.type === 'end') end = part;
    else if (part.type !== 'pause') pieces++;
    if (part.type === 'text-delta') text += part.text;
  }
  return { text, pieces, isComplete: end !== undefined };
}

async function chatCheck(options: Probe): Promise<Check> {
  const name = 'Chat and edits';
  try {
    const { text, pieces } = await collect(options, options.prompts.chat);
    if (text.trim() === '' && !options.model.info.thinks) {
      return { name, result: 'failed', detail: 'The answer was empty. Try another model.' };
    }
    const how =
      pieces > 1 ? `streamed in ${pieces} pieces` : 'sent in one piece: the server does not stream';
    return { name, result: 'passed', detail: `The answer was ${how}.` };
  } catch (error) {
    return failed(name, error);
  }
}

async function holeCheck(options: Probe): Promise<Check> {
  const name = 'Fill in the middle';
  try {
    const { text } = await collect(options, options.prompts.hole);
    if (sum.test(text))
      return { name, result: 'passed', detail: 'The hole in a small function was filled right.' };
    const said = JSON.stringify(text.slice(0, 60));
    return {
      name,
      result: 'failed',
      detail: `A hole that wants “a + b” was filled with ${said}. Set fim to the model's family, or to none.`,
    };
  } catch (error) {
    return failed(name, error);
  }
}

/** Leaves in the middle of an answer; the model must let go at once. */
async function cancelCheck({ model, prompts, signal, endpoint }: Probe): Promise<Check> {
  const name = 'Cancelling';
  const abort = new AbortController();
  const request = { maxOutputTokens: probeTokens, signal: AbortSignal.any([signal, abort.signal]) };
  let abortedAtMs: number | undefined;
  try {
    const prompt = model.info.canChat ? prompts.chat : prompts.hole;
    for await (const part of model.stream(prompt, request)) {
      if (part.type === 'pause') continue;
      if (part.type === 'end') break;
      abortedAtMs ??= endpoint.clock.now();
      abort.abort();
    }
    if (abortedAtMs === undefined)
      return skipped(name, 'The answer was over before it could be cancelled.');
    const ms = Math.round(endpoint.clock.now() - abortedAtMs);
    return { name, result: 'passed', detail: `The connection was closed after ${ms} ms.` };
  } catch (error) {
    return failed(name, error);
  }
}
