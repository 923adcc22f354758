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

/** A line that may follow, and how probable that is. */
export interface JudgedSteps {
  readonly line: { readonly steps: readonly Step[] };
  readonly confidence: number;
}

const maxSources = 8;
/** Of so many of the likeliest lines is it asked where they come from; more show no more hidden names. */
const judgedForMatches = 3;
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

/** The lines of other files that the likeliest lines were learned from, each by how much it stood for. */
export function matchedLines(
  scene: VotingScene,
  path: string,
  judged: readonly JudgedSteps[],
): readonly SourceLine[] {
  const found = new Map<string, SourceLine>();
  for (const { line, confidence } of judged.slice(0, judgedForMatches)) {
    for (const source of sourceLines(scene, path, line.steps)) {
      if (source.path === path) continue;
      const key = `${source.path}\n${source.words}`;
      const share = (found.get(key)?.share ?? 0) + source.share * confidence;
      found.set(key, { ...source, share });
    }
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
  const lines = text.split('\n');
  // Most lines are too short, or begin with something else; white space is only taken out of the others.
  const whole = lines.findIndex(
    line => line.length >= words.length && line.trimStart()[0] === words[0] && bare(line) === words,
  );
  if (whole !== -1) return whole;
  // Comments are not among the words.
  const part = lines.findIndex(line => line.length >= words.length && bare(line).includes(words));
  return part === -1 ? undefined : part;
}

function bare(line: string): string {
  return line.replace(/\s+/g, '');
}
