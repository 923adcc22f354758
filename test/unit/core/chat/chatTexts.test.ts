import { describe, expect, test } from 'vitest';
import { attachmentLabel } from '../../../../src/core/chat/attachment.ts';
import { blockPath, isSensitivePath } from '../../../../src/core/chat/blockPath.ts';
import { parseFileLink } from '../../../../src/core/chat/fileLink.ts';
import { indentedInsertion } from '../../../../src/core/chat/insertion.ts';
import { attachment } from '../../../support/chat.ts';

describe('the path of a code block', () => {
  const cases: [info: string, path: string | undefined][] = [
    ['ts', undefined],
    ['', undefined],
    ['ts src/order.ts', 'src/order.ts'],
    ['ts:src/order.ts', 'src/order.ts'],
    ['ts title="./src/order.ts"', 'src/order.ts'],
    ['python report.py', 'report.py'],
    ['ts src\\order.ts', 'src/order.ts'],
    ['ts ../outside.ts', undefined],
    ['sh sudo reboot', undefined],
  ];
  test.each(cases)('%s', (info, path) => expect(blockPath(info)).toBe(path));
});

test.each([
  '.vscode/settings.json',
  'a/.git/hooks/pre-commit',
  '.github/workflows/ci.yml',
  'my.code-workspace',
])('%s wants an extra look', path => expect(isSensitivePath(path)).toBe(true));

test.each(['src/vscode/chat.ts', 'git/notes.md', '.gitignore'])('%s does not', path =>
  expect(isSensitivePath(path)).toBe(false),
);

describe('a link to a file', () => {
  const cases: [href: string, link: unknown][] = [
    ['src/order.ts', { path: 'src/order.ts' }],
    ['./src/order.ts#L12', { path: 'src/order.ts', line: 11 }],
    ['src/order.ts#L12-L20', { path: 'src/order.ts', line: 11 }],
    ['src/order.ts:12:3', { path: 'src/order.ts', line: 11 }],
    ['/src/with%20blank.ts', { path: 'src/with blank.ts' }],
    ['../../etc/passwd', undefined],
    ['src/%2e%2e/%2e%2e/passwd', undefined],
    ['command:workbench.action.quit', undefined],
    ['file:///etc/passwd', undefined],
    ['%zz.ts', { path: '%zz.ts' }],
    ['', undefined],
  ];
  test.each(cases)('%s', (href, link) => expect(parseFileLink(href)).toEqual(link));
});

describe('code inserted at a cursor', () => {
  const code = 'if (a) {\n  b();\n}\n';
  test('behind blanks: every line goes as deep', () => {
    expect(indentedInsertion(code, '    ')).toBe('if (a) {\n      b();\n    }');
  });
  test('at the margin or behind code: as it is', () => {
    expect(indentedInsertion(code, '')).toBe('if (a) {\n  b();\n}');
    expect(indentedInsertion(code, '  x ')).toBe('if (a) {\n  b();\n}');
  });
  test('code that is that deep already is not moved twice', () => {
    expect(indentedInsertion('  if (a) {\n    b();\n  }', '  ')).toBe('if (a) {\n    b();\n  }');
  });
});

test('a chip names lines as people count them', () => {
  const lines = { kind: 'selection' as const, startLine: 27, endLineExclusive: 31 };
  expect(attachmentLabel(attachment('a/order.ts', '', lines))).toBe('order.ts:28-31');
  expect(attachmentLabel(attachment('a/order.ts', '', { ...lines, endLineExclusive: 28 }))).toBe(
    'order.ts:28',
  );
  expect(attachmentLabel(attachment('a/order.ts', ''))).toBe('order.ts');
});
