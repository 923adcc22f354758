import type { Step } from './beam.ts';
import { lastLineEnd, separator } from './tokenIds.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** A line that a suggestion was learned from. */
export interface SourceLine {
  readonly path: string;
  /** The line without its white space and comments: what it is found by in the file as it is now. */
  readonly words: string;
  /** The part of the suggestion's tokens that it stood for. */
  readonly share: number;
}

const maxSources = 8;
const maxTokens = 200;

/** The lines whose votes weighed most in the steps of a suggestion, the weightiest first. */
export function sourceLines(
  scene: VotingScene,
  path: string,
  steps: readonly Step[],
): readonly SourceLine[] {
  const found = new Map<string, { path: string; words: string; share: number }>();
  const told = steps.filter(({ choice }) => choice.token !== separator && choice.heaviest > 0);
  for (const { choice } of told) {
    const { heaviestSlot: slot, heaviestPosition: position } = choice;
    const from = slot === -1 ? path : (scene.corpus.files[slot]?.path ?? path);
    const tokens = slot === -1 ? scene.local.tokens : scene.corpus.tokens;
    const words = wordsOfLine(scene, tokens, position);
    if (words === '') continue;
    const key = `${from}\n${words}`;
    const line = found.get(key) ?? { path: from, words, share: 0 };
    line.share += 1 / told.length;
    found.set(key, line);
  }
  return [...found.values()].sort((a, b) => b.share - a.share).slice(0, maxSources);
}

/** The tokens of the line in which a position stands, joined. */
function wordsOfLine(scene: VotingScene, tokens: Int32Array, position: number): string {
  let start = position;
  while (start > 0 && tokens[start - 1]! > lastLineEnd && position - start < maxTokens) start--;
  let words = '';
  for (let at = start; at < tokens.length && at - start < maxTokens; at++) {
    if (tokens[at]! <= lastLineEnd) break;
    words += scene.vocabulary.text(tokens[at]!);
  }
  return words;
}

/** Which line of a text, from 0, has these words; undefined where none has them any more. */
export function findLine(text: string, words: string): number | undefined {
  const lines = text.split('\n').map(line => line.replace(/\s+/g, ''));
  const whole = lines.indexOf(words);
  if (whole !== -1) return whole;
  // Comments are not among the words.
  const part = lines.findIndex(line => line.includes(words));
  return part === -1 ? undefined : part;
}
