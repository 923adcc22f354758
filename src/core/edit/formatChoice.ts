/** How an edit may be asked for: all lines anew, or only what changes, as SEARCH/REPLACE blocks. */
export type EditForm = 'rewrite' | 'blocks';

/** Whether a model's last blocks found their place, oldest first: `1` or `0` each. */
export type BlockRecord = string;

/** What the choice depends on. Sizes in tokens. */
export interface FormFacts {
  readonly lines: number;
  readonly tokens: number;
  readonly maxOutputTokens: number;
  readonly record: BlockRecord;
}

/** Rewriting more lines than this takes long, and models begin to leave some out. */
const maxRewrittenLines = 160;
/** A rewrite may grow by this much. */
const growth = 1.4;
const extraTokens = 256;
const recordLength = 30;
/** Fewer tries say nothing about a model. */
const minTries = 6;
const poorShare = 0.4;
/** A model whose blocks mostly fail gets longer texts to rewrite, as far as it may answer. */
const maxLinesForPoor = 600;

/** Which form suits a task of this size on this model, by what worked with it before. */
export function chooseForm({ lines, tokens, maxOutputTokens, record }: FormFacts): EditForm {
  const fits = tokens * growth + extraTokens <= maxOutputTokens;
  if (!fits) return 'blocks';
  return lines <= (isPoor(record) ? maxLinesForPoor : maxRewrittenLines) ? 'rewrite' : 'blocks';
}

function isPoor(record: BlockRecord): boolean {
  const worked = [...record].filter(each => each === '1').length;
  return record.length >= minTries && worked < record.length * poorShare;
}

/** The record with one more try; only the last ones count. */
export function noteBlocks(record: BlockRecord, worked: boolean): BlockRecord {
  return (record + (worked ? '1' : '0')).slice(-recordLength);
}
