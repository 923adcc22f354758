import { describe, expect, test } from 'vitest';
import { chatFormat } from '../../../../src/core/nextEdit/formats/chatFormat.ts';
import type { NextEditFormat } from '../../../../src/core/nextEdit/formats/format.ts';
import { sweepFormat } from '../../../../src/core/nextEdit/formats/sweepFormat.ts';
import { zetaFormat } from '../../../../src/core/nextEdit/formats/zetaFormat.ts';
import { readRegion, withoutSurroundings } from '../../../../src/core/nextEdit/reply.ts';

const open = '<|editable_region_start|>';
const close = '<|editable_region_end|>';

function read(format: NextEditFormat, reply: string): string {
  const result = readRegion(reply, format.marks);
  return result.kind === 'lines' ? result.lines.join('|') : `nothing: ${result.reason}`;
}

describe('the reply of a model that chats', () => {
  test('is its code block', () => {
    expect(read(chatFormat, '```ts\na\n  b\n```')).toBe('a|  b');
    expect(read(chatFormat, 'Here it is:\n\n```\na\n```\nI renamed it.')).toBe('a');
    expect(read(chatFormat, '~~~\na\n~~~')).toBe('a');
    expect(read(chatFormat, '```md\n# A\n```js\nb\n```\nc\n```')).toBe('# A|```js|b|```|c');
  });

  test('is what stands between the marks, with or without a block', () => {
    expect(read(chatFormat, `${open}\na\nb\n${close}`)).toBe('a|b');
    expect(read(chatFormat, `\`\`\`ts\n${open}\na<|user_cursor_is_here|>b\n${close}\n\`\`\``)).toBe(
      'ab',
    );
    expect(read(chatFormat, `${open}\n\`\`\`ts\na\n\`\`\`\n${close}`)).toBe('a');
  });

  test('says that there is nothing, or only talks', () => {
    expect(read(chatFormat, 'NONE')).toBe('nothing: noEdit');
    expect(read(chatFormat, '`NONE`.\n')).toBe('nothing: noEdit');
    expect(read(chatFormat, '')).toBe('nothing: empty');
    expect(read(chatFormat, 'I would rename the variable.')).toBe('nothing: prose');
  });
});

describe('the reply of Zeta', () => {
  test('is what stands between the marks', () => {
    expect(read(zetaFormat, `\`\`\`a.ts\n${open}\na\n\nb\n${close}\n\`\`\``)).toBe('a||b');
    expect(read(zetaFormat, `${open}\na<|user_cursor_is_here|>\n${close}\nmore`)).toBe('a');
    // The end may be the one that stops the request.
    expect(read(zetaFormat, `a\nb\n${close}`)).toBe('a|b');
    expect(read(zetaFormat, `${open}\na\nb\n<|endoftext|>`)).toBe('a|b');
  });

  test('without marks is nothing', () => {
    expect(read(zetaFormat, 'some words')).toBe('nothing: prose');
  });
});

test('the reply of Sweep is the text itself, up to the next file', () => {
  expect(read(sweepFormat, 'a\r\nb')).toBe('a|b');
  expect(read(sweepFormat, 'a\nb<|file_sep|>other.ts\nc')).toBe('a|b');
});

describe('lines from outside', () => {
  const above = ['import x;', 'f() {'];
  const below = ['}', 'g();', 'h();'];
  const old = ['  a();', '  b();'];
  const cut = (...answer: string[]) => withoutSurroundings(answer, old, above, below).join('|');

  test('are cut off at both ends', () => {
    expect(cut('f() {', '  a();', '  c();')).toBe('  a();|  c();');
    expect(cut('import x;', 'f() {', '  a();', '  c();')).toBe('  a();|  c();');
    expect(cut('  a();', '  c();', '}', 'g();')).toBe('  a();|  c();');
  });

  test('stay where only brackets repeat, and where the region grows by itself', () => {
    expect(cut('  a();', '  b();', '}')).toBe('  a();|  b();|}');
    expect(cut('  a();', '  c();')).toBe('  a();|  c();');
    expect(cut('  a();', '  h();', '  b();')).toBe('  a();|  h();|  b();');
  });
});
