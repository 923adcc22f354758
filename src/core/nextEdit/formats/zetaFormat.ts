import { unifiedDiff } from '../historyText.ts';
import {
  abovePart,
  belowPart,
  historyParts,
  type NextEditFormat,
  own,
  regionParts,
} from './format.ts';

const open = '<|editable_region_start|>';
const close = '<|editable_region_end|>';
const cursor = '<|user_cursor_is_here|>';
const startOfFile = '<|start_of_file|>';

/** The words of its training; another wording is another task to a model of this size. */
const head =
  '### Instruction:\nYou are a code completion assistant and your task is to analyze user edits and then rewrite an excerpt that the user provides, suggesting the appropriate edits within the excerpt, taking into account the cursor location.\n\n### User Edits:\n\n';

/**
 * Zeta, the open next-edit model of the Zed editor, in its first version (a fine-tuned Qwen2.5-Coder 7B).
 * Marks: `crates/zeta/src/zeta.rs` of the Zed editor (2025). Wording: the prompt that vLLM's serving benchmark builds
 * from the data set the model was trained on. Later versions (Zeta 2) are other models with other marks.
 */
export const zetaFormat: NextEditFormat = {
  name: 'zeta',
  matches: /(?:^|[/:_.-])zeta(?![-_.]?[2-9])(?:$|[/:_.-])/i,
  isRaw: true,
  size: { above: 10, below: 14 },
  marks: { open, close, cursor, ends: ['<|endoftext|>'], isBare: false },
  // The closing mark is no stop: without it nobody knows whether the model came to its end.
  stops: ['<|endoftext|>', '### Instruction:'],
  reserved: [open, close, cursor, startOfFile, '<|endoftext|>'],
  draft(scene) {
    return {
      kind: 'chat',
      messages: [
        {
          role: 'user',
          parts: [
            own(head),
            ...historyParts(
              scene,
              edit => `User edited "${edit.path}":\n\`\`\`diff\n${unifiedDiff(edit)}\n\`\`\`\n\n`,
            ),
            own(`### User Excerpt:\n\n\`\`\`${scene.path}\n`),
            ...(scene.region.start === 0 ? [own(`${startOfFile}\n`)] : [abovePart(scene)]),
            own(`${open}\n`),
            ...regionParts(scene, cursor),
            own(`\n${close}\n`),
            belowPart(scene),
            own('```\n\n### Response:\n'),
          ],
        },
      ],
    };
  },
};
