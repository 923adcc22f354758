import type { IndexProgress } from '../../node/embeddedMessages.ts';

const reasons: Readonly<Record<keyof NonNullable<IndexProgress['skipped']>, string>> = {
  gone: 'can not be read',
  empty: 'empty',
  tooBig: 'too big',
  binary: 'binary',
  minified: 'minified or generated',
  memory: 'beyond inkling.embedded.maxMemoryMb',
  many: 'beyond inkling.embedded.maxFiles',
};

/** A sentence for the log: how much was learned, and what was not, and why. */
export function describeLearned(
  learned: number,
  total: number,
  skipped: IndexProgress['skipped'] = {},
): string {
  const left = Object.entries(skipped).map(
    ([reason, count]) => `${count} ${reasons[reason as keyof typeof reasons]}`,
  );
  const not = left.length === 0 ? '' : ` Left out: ${left.join(', ')}.`;
  return `The embedded engine has learned ${learned} of ${total} files.${not}`;
}
