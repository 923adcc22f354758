import { atDepth } from '../edit/rewriteRange.ts';
import type { Model, ModelInfo } from '../model/model.ts';
import type { OutboundGate } from '../outbound/gate.ts';
import type { Ledger } from '../outbound/ledger.ts';
import type { Sender } from '../outbound/sender.ts';
import type { TokenCounters } from '../prompt/tokenCounter.ts';
import { objectionTo } from './filters.ts';
import type { NextEditFormat } from './formats/format.ts';
import { gateReason } from './gates.ts';
import { readPatch } from './patchReply.ts';
import { causeOf, type EditPlace, type PlaceFacts, placesToAsk } from './places.ts';
import { predictedEdits } from './predictedEdits.ts';
import type { Prediction } from './prediction.ts';
import type { NextEditQuestion } from './question.ts';
import type { NextEditReason } from './reason.ts';
import { receive } from './receive.ts';
import { readRegion, withoutSurroundings } from './reply.ts';
import { factsOf, sceneAt } from './scene.ts';
import { nextEditSkill } from './suits.ts';

/** What came of a question. */
export type NextEditOutcome =
  | { readonly kind: 'prediction'; readonly prediction: Prediction; readonly model: ModelInfo }
  | {
      readonly kind: 'nothing';
      readonly reason: NextEditReason;
      readonly detail?: string;
      readonly error?: unknown;
    };

/** What the stages of a next edit stand on. */
export interface PredictPorts {
  readonly gate: OutboundGate;
  readonly tokens: Pick<TokenCounters, 'counterFor'>;
  readonly sender: Sender;
  readonly ledger: Pick<Ledger, 'refusal'>;
  /** A request leaves. */
  asked(question: NextEditQuestion): void;
  /** The reply so far, for the lines from `start` on: it tells whether what is typed meanwhile contradicts it. */
  streamed(reply: PartialReply): void;
}

/** What a model has written so far of a region. */
export interface PartialReply {
  readonly regionStart: number;
  /** Complete lines. */
  readonly lines: readonly string[];
}

/** An answer may grow by this many tokens over the region that it repeats. */
const roomToGrow = 256;
/** Lines above and below that a reply may repeat: some write the whole file. */
const linesOutside = 400;

/**
 * The last edits become a prediction, or nothing with a reason: gates → places → draft → seal → stream → reply →
 * smallest edits → filters. A place without an edit leads to the next one. Never throws.
 */
export async function predict(
  question: NextEditQuestion,
  ports: PredictPorts,
  signal: AbortSignal,
): Promise<NextEditOutcome> {
  const closed = gateReason(question.isOn, question.situation);
  if (closed) return nothing(closed);
  if (question.isTooLong) return nothing('tooLong');
  const { model } = question;
  if (!model) return nothing('noModel', question.noModelWhy);
  const skill = nextEditSkill(model.info);
  if (skill.kind === 'unsuited') return nothing('unsuited', skill.why);
  if (question.history.length === 0) return nothing('noHistory');
  const facts = factsOf(question);
  const places = placesToAsk(facts, skill.format.size);
  let outcome = nothing('noRegion');
  for (const place of places) {
    outcome = await askAt(place, { question, facts, model, format: skill.format }, ports, signal);
    if (outcome.kind === 'prediction' || !isFruitless.has(outcome.reason)) return outcome;
  }
  return outcome;
}

/** Reasons after which another place is worth a request. */
const isFruitless: ReadonlySet<NextEditReason> = new Set<NextEditReason>([
  ...(['noEdit', 'whitespaceOnly', 'reversal', 'marks', 'noRegion'] as const),
]);

interface Asking {
  readonly question: NextEditQuestion;
  readonly facts: PlaceFacts;
  readonly model: Model;
  readonly format: NextEditFormat;
}

async function askAt(
  place: EditPlace,
  asking: Asking,
  ports: PredictPorts,
  signal: AbortSignal,
): Promise<NextEditOutcome> {
  const { question, facts, model, format } = asking;
  const scene = sceneAt(place, question, facts);
  const old = facts.lines.lines.slice(place.region.start, place.region.endExclusive);
  const shown = facts.lines.lines.join('\n');
  if (format.reserved.some(mark => shown.includes(mark))) return nothing('marks');
  if (shown.includes('\0')) return nothing('binary');
  const refusal = ports.ledger.refusal(model.info, question.limits);
  if (refusal) return nothing(refusal);
  const counter = ports.tokens.counterFor(model.info);
  const sealed = ports.gate.seal(format.draft(scene), {
    maxTokens: question.maxPromptTokens,
    counter,
  });
  if (sealed.kind === 'refused') return nothing(sealed.reason, sealed.message);
  const maxOutputTokens = Math.min(
    Math.ceil(counter.count(old.join('\n')) * 1.5) + roomToGrow,
    model.info.maxOutputTokens,
  );
  ports.asked(question);
  const received = await receive(
    {
      ...{ sender: ports.sender, model, format, prompt: sealed.prompt, maxOutputTokens },
      streamed: lines => ports.streamed({ regionStart: place.region.start, lines }),
    },
    signal,
  );
  return received.kind === 'reply' ? judge(received.reply, place, asking) : received;
}

function judge(reply: string, place: EditPlace, asking: Asking): NextEditOutcome {
  const { question, facts, model, format } = asking;
  const { uri, path, text, version, cursor, history } = question;
  const { region } = place;
  const all = facts.lines.lines;
  const old = all.slice(region.start, region.endExclusive);
  const patched = format.isRaw ? undefined : readPatch(reply, path, old);
  const read = patched
    ? { kind: 'lines' as const, lines: patched }
    : readRegion(reply, format.marks);
  if (read.kind === 'nothing') return nothing(read.reason);
  const above = all.slice(Math.max(0, region.start - linesOutside), region.start);
  const below = all.slice(region.endExclusive, region.endExclusive + linesOutside);
  const bare = withoutSurroundings(read.lines, old, above, below);
  const answer = sameEnd(atDepth(bare, old, all), old);
  const edits = predictedEdits(text, facts.lines, region, answer, cursor);
  const objection = objectionTo({ uri, path, text, old, answer, edits, history });
  if (objection) return nothing(objection);
  const cause = place.rename && causeOf(facts, place.rename);
  // The name itself may be completed: then the edit is not about its uses.
  const isElsewhere =
    cause &&
    edits.every(
      ({ range }) => range.endExclusive < cause.start || range.start > cause.endExclusive,
    );
  const prediction = { uri, version, edits, ...(isElsewhere && { cause }) };
  return { kind: 'prediction', prediction, model: model.info };
}

/** Blank lines at the end of a reply that the region does not have come from how replies are written, not from an edit. */
function sameEnd(answer: readonly string[], old: readonly string[]): readonly string[] {
  const blanks = (lines: readonly string[]) => {
    let count = 0;
    while (count < lines.length && lines[lines.length - 1 - count]!.trim() === '') count++;
    return count;
  };
  const surplus = blanks(answer) - blanks(old);
  if (surplus > 0) return answer.slice(0, answer.length - surplus);
  return surplus < 0 ? [...answer, ...old.slice(old.length + surplus)] : answer;
}

function nothing(reason: NextEditReason, detail?: string): NextEditOutcome {
  return { kind: 'nothing', reason, ...(detail !== undefined && { detail }) };
}
