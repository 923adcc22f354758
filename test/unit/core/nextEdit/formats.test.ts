import { describe, expect, test } from 'vitest';
import type { Scene } from '../../../../src/core/nextEdit/formats/format.ts';
import {
  nextEditFormatNamed,
  nextEditFormatOf,
} from '../../../../src/core/nextEdit/formats/formats.ts';
import { splitLines } from '../../../../src/core/text/lines.ts';
import { historyOf } from './pictures.ts';

const before = 'one();\nlet total = 0;\nuse(total);\nfour();\nfive();\n';
const after = before.replace('total', 'sum');

/** The prompt as one text, each message under its role. */
function prompt(name: string, more: Partial<Scene> = {}): string {
  const scene: Scene = {
    ...{ uri: 'a.ts', path: 'src/a.ts', languageId: 'typescript' },
    lines: splitLines(after),
    region: { start: 1, endExclusive: 4 },
    focus: { line: 1, column: 7 },
    history: historyOf(before, after),
    problems: [],
    ...more,
  };
  const { messages } = nextEditFormatNamed(name)!.draft(scene);
  return messages
    .filter(({ role }) => role === 'user')
    .map(({ parts }) => parts.map(({ text }) => text).join(''))
    .join('\n');
}

const diff = '@@ -1,5 +1,5 @@\n one();\n-let total = 0;\n+let sum = 0;\n use(total);\n four();';

describe('a prompt', () => {
  test('for a model that chats shows the edits, the file with marks, and what is wrong', () => {
    expect(
      prompt('chat', {
        rename: { from: 'total', to: 'sum' },
        problems: [{ line: 2, message: "Cannot find name 'total'." }],
      }),
    ).toBe(`The last edits:
a.ts:
@@ -1,4 +1,4 @@
 one();
-let total = 0;
+let sum = 0;
 use(total);
 four();

A name was changed from total to sum.

The file is src/a.ts (typescript):
\`\`\`
one();
<|editable_region_start|>
let sum<|user_cursor_is_here|> = 0;
use(total);
four();
<|editable_region_end|>
five();
\`\`\`
Line 3: Cannot find name 'total'.
`);
  });

  test('for Zeta has the words and marks of its training', () => {
    expect(prompt('zeta', { region: { start: 0, endExclusive: 4 } })).toBe(`### Instruction:
You are a code completion assistant and your task is to analyze user edits and then rewrite an excerpt that the user provides, suggesting the appropriate edits within the excerpt, taking into account the cursor location.

### User Edits:

User edited "a.ts":
\`\`\`diff
${diff.replace('-1,5 +1,5', '-1,4 +1,4')}
\`\`\`

### User Excerpt:

\`\`\`src/a.ts
<|start_of_file|>
<|editable_region_start|>
one();
let sum<|user_cursor_is_here|> = 0;
use(total);
four();
<|editable_region_end|>
five();
\`\`\`

### Response:
`);
  });

  test('for Sweep has the lines before the last edit and the lines now', () => {
    expect(prompt('sweep')).toBe(`<|file_sep|>a.ts.diff
original:
one();
let total = 0;
use(total);
four();
updated:
one();
let sum = 0;
use(total);
four();
<|file_sep|>original/src/a.ts
let total = 0;
use(total);
four();
<|file_sep|>current/src/a.ts
let sum = 0;
use(total);
four();
<|file_sep|>updated/src/a.ts
`);
  });

  test('keeps a fence of the text from ending its own', () => {
    const lines = splitLines('````md\nx\n````\n');
    const region = { start: 0, endExclusive: 3 };
    expect(prompt('chat', { lines, region, focus: { line: 0, column: 0 } })).toContain('\n`````\n');
  });

  test('names every file, so that ignore rules can keep it out', () => {
    const parts = nextEditFormatNamed('zeta')!
      .draft({
        ...{ uri: 'a.ts', path: 'src/a.ts', languageId: 'typescript' },
        lines: splitLines(after),
        region: { start: 1, endExclusive: 4 },
        focus: { line: 1, column: 0 },
        history: historyOf(before, after),
        problems: [],
      })
      .messages.flatMap(message => message.parts);
    const withCode = parts.filter(({ text }) => /total|sum|one|five/.test(text));
    expect(withCode.map(({ source }) => source.type)).toEqual(withCode.map(() => 'file'));
    expect(withCode.length).toBe(4);
  });
});

test('models made for next edit are known by their ids', () => {
  const formatOf = (id: string) => nextEditFormatOf(id)?.name;
  expect(formatOf('zed-industries/zeta')).toBe('zeta');
  expect(formatOf('hf.co/bartowski/zed-industries_zeta-GGUF:Q4_K_M')).toBe('zeta');
  expect(formatOf('sweep-next-edit-1.5B')).toBe('sweep');
  expect(formatOf('sweepai/sweep-next-edit-0.5B')).toBe('sweep');
  for (const other of ['zeta-2', 'zeta2', 'sweep-next-edit-v2-7B', 'zetasql', 'qwen2.5-coder:7b']) {
    expect(formatOf(other)).toBeUndefined();
  }
});
