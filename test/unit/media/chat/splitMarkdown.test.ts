import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { fencedCode, splitMarkdown } from '../../../../media/chat/splitMarkdown.ts';

const parser = new MarkdownIt({ html: false });

const pieces = [
  'A paragraph\nof two lines.\n',
  '\n',
  '\n\n',
  '# Heading\n',
  '- item\n',
  '- item\n\n  more of it\n',
  '1. first\n2. second\n',
  '  indented\n',
  '    code\n',
  '```ts\nconst a = 1;\n\n\nb();\n```\n',
  '```\nopen',
  '~~~\n```\n~~~\n',
  '- list\n  ```js\n  x();\n\n  y();\n  ```\n',
  '> quoted\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n',
  '***\n',
  'Setext\n======\n',
  '`a` *b*',
];
const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(all => all.join(''));

test('the blocks joined are the text', () => {
  fc.assert(
    fc.property(markdown, text => {
      expect(splitMarkdown(text).join('')).toBe(text);
    }),
  );
});

test('more text changes the last block only', () => {
  fc.assert(
    fc.property(markdown, fc.nat(), (text, at) => {
      const settled = splitMarkdown(text.slice(0, at % (text.length + 1))).slice(0, -1);
      expect(splitMarkdown(text).slice(0, settled.length)).toEqual(settled);
    }),
  );
});

test('each block alone looks as it does in the whole', () => {
  fc.assert(
    fc.property(markdown, text => {
      const alone = splitMarkdown(text)
        .map(block => parser.render(block))
        .join('');
      expect(alone).toBe(parser.render(text));
    }),
    { numRuns: 300 },
  );
});

describe('a fenced block', () => {
  const cases: [block: string, expected: unknown][] = [
    ['```ts src/a.ts\na();\n```\n\n', { info: 'ts src/a.ts', code: 'a();', isClosed: true }],
    ['```\na();\n', { info: '', code: 'a();', isClosed: false }],
    ['````md\n```\nx\n```\n````\n', { info: 'md', code: '```\nx\n```', isClosed: true }],
    ['```ts', { info: 'ts', code: '', isClosed: false }],
    ['`code` here\n', undefined],
    ['text\n', undefined],
  ];
  test.each(cases)('%j', (block, expected) => expect(fencedCode(block)).toEqual(expected));
});
