import type { Hunk } from '../reply.ts';

/** The steps of the ladder, strictest first. */
export type MatchStep =
  | 'exact'
  | 'trailing space'
  | 'uniform indentation'
  | 'indentation'
  | 'punctuation'
  | 'spacing'
  | 'blank lines'
  | 'line breaks'
  | 'quotes and trailing commas'
  | 'inside a line'
  | 'line numbers'
  | 'escapes'
  | 'elision'
  | 'alignment'
  | 'stated line'
  | 'text after earlier changes';

/** How sure a match of each step is that it is what the reply meant; 1 is byte for byte. */
export const confidenceOf: Readonly<Record<MatchStep, number>> = {
  exact: 1,
  'trailing space': 0.99,
  'uniform indentation': 0.97,
  indentation: 0.95,
  punctuation: 0.94,
  spacing: 0.93,
  'blank lines': 0.92,
  'line breaks': 0.9,
  'quotes and trailing commas': 0.85,
  'inside a line': 0.95,
  'line numbers': 0.9,
  escapes: 0.88,
  elision: 0.88,
  alignment: 0.8,
  'stated line': 0.8,
  'text after earlier changes': 0.85,
};

/** Where a hunk's `before` stands in the text. */
export interface Placement {
  readonly step: MatchStep;
  readonly confidence: number;
  /** The hunk, as the step that matched understands it (without line numbers, unescaped …). */
  readonly hunk: Hunk;
  readonly start: number;
  readonly endExclusive: number;
  /** For each line of `before` the line of the text, or -1 where the text has no such line. */
  readonly lineOf: readonly number[];
  /** Set for a match inside one line: the columns that are replaced. */
  readonly columns?: { readonly start: number; readonly endExclusive: number };
}

/** A placement of a block that stands in the text line by line. */
export function blockPlacement(hunk: Hunk, step: MatchStep, start: number): Placement {
  const endExclusive = start + hunk.before.length;
  const lineOf = hunk.before.map((_, offset) => start + offset);
  return { step, confidence: confidenceOf[step], hunk, start, endExclusive, lineOf };
}

/**
 * What a hunk's text matches: all places that the first matching step finds. Each candidate is a
 * list of pieces (one, unless the reply elided lines). More than one candidate is a tie.
 */
export type Candidates = readonly (readonly Placement[])[];
