import type { IndexProgress, Unlearned } from '../../node/embeddedMessages.ts';

const reasons: Readonly<Record<Unlearned, string>> = {
  gone: 'can not be read',
  empty: 'empty',
  tooBig: 'too big',
  binary: 'binary',
  minified: 'minified or generated',
  memory: 'beyond inkling.embedded.maxMemoryMb',
  many: 'or more beyond inkling.embedded.maxFiles',
  slow: 'on a disk that does not answer',
  encoding: 'not in UTF-8',
  folder: 'folder(s) that can not be read',
};

/** A sentence for the log and the status: how much was learned, and what was not, and why. */
export function describeLearned(
  learned: number,
  total: number,
  skipped: IndexProgress['skipped'] = {},
): string {
  const left = Object.entries(skipped).map(
    ([reason, count]) => `${count} ${reasons[reason as Unlearned]}`,
  );
  const not = left.length === 0 ? '' : ` Left out: ${left.join(', ')}.`;
  return `The embedded engine has learned ${learned} of ${total} files.${not}`;
}

/** The same while it goes on. */
export function describeLearning(learned: number, total: number): string {
  return `The embedded engine is learning: ${learned} of ${total} files so far.`;
}
