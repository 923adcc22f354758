import { fenceFor } from '../../prompt/editPrompt.ts';
import { oneBlock, onlyMaterial } from '../../prompt/onlyMaterial.ts';
import type { PromptPart } from '../../prompt/prompt.ts';
import { unifiedDiff } from '../historyText.ts';
import {
  abovePart,
  belowPart,
  historyParts,
  type NextEditFormat,
  own,
  problemParts,
  regionParts,
} from './format.ts';

const open = '<|editable_region_start|>';
const close = '<|editable_region_end|>';
const cursor = '<|user_cursor_is_here|>';

const instructions = `You foresee the next edit of someone who writes code. You get their last edits as diffs, oldest first, and the file as it is now, with the lines that you may change between ${open} and ${close}; ${cursor} marks where they are.
Find out what they are at, and make the one small change in these lines that they would make next: carry a renaming, a new parameter or a changed pattern on, finish what is begun. Never take back what the last edits did, tidy up, or change style, comments and white space.
Answer with the complete new version of exactly these lines ${oneBlock}, without the marks.
If no such change suggests itself, answer with the word NONE.
${onlyMaterial}`;

/** The region's own text mostly comes back as it is; the mark at the cursor does not. */
function predicting(part: PromptPart): PromptPart {
  return part.source.type === 'file' ? { ...part, predictsOutput: true } : part;
}

/** Any model that follows instructions: it rewrites a few lines. The marks are those that next-edit models know, too. */
export const chatFormat: NextEditFormat = {
  name: 'chat',
  isRaw: false,
  size: { above: 8, below: 12 },
  marks: { open, close, cursor, ends: [], none: /^[`"'\s]*NONE[`"'.\s]*$/i, isBare: false },
  stops: [],
  reserved: [open, close, cursor],
  draft(scene) {
    const fence = fenceFor(scene.lines.lines);
    const { rename } = scene;
    return {
      kind: 'chat',
      messages: [
        { role: 'system', parts: [own(instructions)] },
        {
          role: 'user',
          parts: [
            own('The last edits:\n'),
            ...historyParts(scene, edit => `${edit.path}:\n${unifiedDiff(edit)}\n\n`),
            ...(rename ? [own(`A name was changed from ${rename.from} to ${rename.to}.\n\n`)] : []),
            own(`The file is ${scene.path} (${scene.languageId}):\n${fence}\n`),
            abovePart(scene),
            own(`${open}\n`),
            ...regionParts(scene, cursor).map(predicting),
            own(`\n${close}\n`),
            belowPart(scene),
            own(`${fence}\n`),
            ...problemParts(scene),
          ],
        },
      ],
    };
  },
};
