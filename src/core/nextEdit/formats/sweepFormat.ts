import type { PastEdit } from '../editHistory.ts';
import { bothVersions } from '../historyText.ts';
import { historyParts, type NextEditFormat, own, regionParts, type Scene } from './format.ts';

const separator = '<|file_sep|>';

/**
 * Sweep's open next-edit models of 0.5B and 1.5B (fine-tuned Qwen2.5-Coder): the lines before the last edit, the lines
 * now, and then the model writes the lines after the next one. The 21 lines and the two blocks of an edit: "Open sourcing
 * a 1.5B parameter Next-Edit Autocomplete Model" (blog.sweep.dev, 2026); the marks: the same, and the prompts of the
 * editors that serve it (TabbyML's, for one). Version 2 has other marks.
 */
export const sweepFormat: NextEditFormat = {
  name: 'sweep',
  matches: /sweep[-_]?next[-_]?edit(?!.*v2)/i,
  isRaw: true,
  size: { above: 10, below: 10 },
  marks: { ends: [separator, '<|endoftext|>'], isBare: true },
  stops: [separator, '<|endoftext|>'],
  reserved: [separator, '<|endoftext|>'],
  draft(scene) {
    return {
      kind: 'chat',
      messages: [
        {
          role: 'user',
          parts: [
            ...historyParts(scene, diffBlock),
            own(`${separator}original/${scene.path}\n`),
            { ...own(originalRegion(scene)), source: regionParts(scene, '')[0]!.source },
            own(`\n${separator}current/${scene.path}\n`),
            ...regionParts(scene, ''),
            own(`\n${separator}updated/${scene.path}\n`),
          ],
        },
      ],
    };
  },
};

function diffBlock(edit: PastEdit): string {
  const { original, updated } = bothVersions(edit);
  return `${separator}${edit.path}.diff\noriginal:\n${original}\nupdated:\n${updated}\n`;
}

/** The region as it was before the last edit, if that was in it. */
function originalRegion({ uri, lines, region, history }: Scene): string {
  const now = lines.lines.slice(region.start, region.endExclusive);
  const last = history.at(-1);
  const start = last ? last.startLine - region.start : -1;
  const isInside = last?.uri === uri && start >= 0 && start + last.after.length <= now.length;
  if (!last || !isInside) return now.join('\n');
  return [...now.slice(0, start), ...last.before, ...now.slice(start + last.after.length)].join(
    '\n',
  );
}
