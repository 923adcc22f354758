import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';

/** Lines that tell themselves apart, so that every block has exactly one place. */
const uniqueLines = fc
  .array(fc.stringMatching(/^ {0,6}[a-z(){};=" ]{0,12}$/), { minLength: 3, maxLength: 30 })
  .map(lines => lines.map((line, at) => `${line}#${at}`));
const ends = fc.constantFrom('\n', '\r\n');

const scene = fc
  .record({
    lines: uniqueLines,
    lineEnds: fc.array(ends, { minLength: 40, maxLength: 40 }),
    hasBom: fc.boolean(),
    endsWithNewline: fc.boolean(),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 4 }),
    added: fc.array(fc.stringMatching(/^[A-Z]{1,8}$/), { minLength: 1, maxLength: 4 }),
  })
  .map(({ lines, lineEnds, hasBom, endsWithNewline, at, length, added }) => {
    const start = at % lines.length;
    const old = lines.slice(start, start + length);
    const text = (part: readonly string[], from: number) =>
      part.map((line, offset) => line + lineEnds[from + offset]).join('');
    const before = (hasBom ? '\uFEFF' : '') + text(lines.slice(0, start), 0);
    const tail = text(lines.slice(start + old.length), start + old.length);
    const whole = before + text(old, start) + tail;
    const cut = (all: string) => (endsWithNewline ? all : all.replace(/\r?\n$/, ''));
    return { document: cut(whole), before, tail: cut(tail), old, added };
  });

const replies = {
  search_replace: (old: string[], added: string[]) =>
    `<<<<<<< SEARCH\n${old.join('\n')}\n=======\n${added.join('\n')}\n>>>>>>> REPLACE`,
  unified_diff: (old: string[], added: string[]) =>
    `--- a/f\n+++ b/f\n@@ @@\n${[...old.map(line => `-${line}`), ...added.map(line => `+${line}`)].join('\n')}\n`,
  apply_patch: (old: string[], added: string[]) =>
    `*** Begin Patch\n*** Update File: f\n@@\n${[...old.map(line => `-${line}`), ...added.map(line => `+${line}`)].join('\n')}\n*** End Patch`,
} as const;

describe('every byte outside the change stays', () => {
  test.each(['search_replace', 'unified_diff', 'apply_patch'] as const)('%s', format => {
    fc.assert(
      fc.property(scene, ({ document, before, tail, old, added }) => {
        const result = applyReply(format, new Map([['f', document]]), replies[format](old, added));
        const after = result.files.get('f');
        expect(result.status).toBe('applied');
        expect(after?.startsWith(before)).toBe(true);
        expect(after?.endsWith(tail)).toBe(true);
        expect(/\n$/.test(after ?? '')).toBe(/\n$/.test(document));
        const middle = after!.slice(before.length, after!.length - tail.length);
        expect(middle.split(/\r?\n/).filter(line => line !== '')).toEqual(added);
      }),
    );
  });

  test('a rewrite that changes nothing changes no byte', () => {
    fc.assert(
      fc.property(scene, ({ document }) => {
        const plain = document.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
        const reply = `\`\`\`\n${plain}${plain.endsWith('\n') ? '' : '\n'}\`\`\``;
        const result = applyReply('rewrite', new Map([['f', document]]), reply);
        expect(result.status).toBe('applied');
        expect(result.files.size).toBe(0);
      }),
    );
  });

  test('a block that stands twice is never applied', () => {
    fc.assert(
      fc.property(scene, ({ document, old, added }) => {
        const twice = `${document}\n${old.join('\n')}\n`;
        const reply = replies.search_replace(old, added);
        const result = applyReply('search_replace', new Map([['f', twice]]), reply);
        expect(result.status).toBe('refused');
      }),
    );
  });
});
