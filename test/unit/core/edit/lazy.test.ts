import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { isElision } from '../../../../src/core/edit/elision.ts';

const file = `import os

class Users:
    def load(self):
        return read(self.path)

    def add(self, name):
        self.names.append(name)
        return len(self.names)
`;

function check(text: string, sketch: string): string {
  const result = applyReply('lazy', new Map([['a.py', text]]), `\`\`\`\n${sketch}\n\`\`\``);
  return result.files.get('a.py') ?? `refused: ${result.reason}`;
}

describe('a sketch', () => {
  test('keeps what its gaps stand for', () => {
    const sketch = `# ... existing code ...
    def add(self, name):
        self.names.add(name)
        return len(self.names)`;
    expect(check(file, sketch)).toBe(file.replace('names.append', 'names.add'));
  });

  test('that is one function changes this function only', () => {
    const sketch = `    def load(self):
        return read(self.path, "utf-8")`;
    expect(check(file, sketch)).toBe(file.replace('read(self.path)', 'read(self.path, "utf-8")'));
  });

  test('of a whole new body replaces the old one', () => {
    const sketch = `class Users:
    # ... existing code ...

    def add(self, name):
        raise NotImplementedError

# ... rest of the file ...`;
    expect(check(file, sketch)).toBe(
      `${file.slice(0, file.indexOf('        self.names'))}        raise NotImplementedError\n`,
    );
  });

  test('finds the end of a block by what closes it', () => {
    const text = 'function f() {\n  one();\n}\n\nfunction g() {\n  two();\n}\n';
    const sketch =
      'function g() {\n  // ... existing code ...\n  three();\n}\n\n// ... existing code ...';
    expect(check(text, sketch)).toBe(text.replace('two();\n', 'two();\n  three();\n'));
  });

  test('that ends with the start of a comment goes on with the comment of the file', () => {
    const sketch = `# ... existing code ...
    def load(self):
        return read(self.path, "utf-8")

    # ---
# ... existing code ...`;
    const text = file.replace('    def add', '    # ---\n    # Names only.\n    def add');
    expect(check(text, sketch)).toBe(text.replace('self.path)', 'self.path, "utf-8")'));
  });

  test.each([
    [
      'leaves the first line away and marks the end',
      'start();\nload();\nadd();\n// ... existing code ...',
    ],
    [
      'leaves the last line away and marks the start',
      '// ... existing code ...\nrun();\nadd();\nend();',
    ],
    ['shows nothing new', '// ... existing code ...\nload();\nrun();\n// ... existing code ...'],
  ])('that %s is refused', (_, sketch) => {
    const text = 'prepare();\nstart();\nload();\nrun();\nend();\nreport();\n';
    expect(check(text, sketch)).toMatch(/^refused/);
  });

  test('that would declare what the file declares a second time is refused', () => {
    const text = `interface Bridge {
    function send(
        address to,
        uint256 gas
    ) external returns (bytes32);

    function confirm(
        address to,
        uint256 gas
    ) external returns (bytes32);

    function chain() external view returns (uint256);
}
`;
    const sketch = `// ... existing code ...
        uint256 gas
    ) external returns (bytes32);

    function confirm(address to, uint256 gas) external returns (bytes32);

    function chain() external view returns (uint256);
// ... existing code ...`;
    expect(check(text, sketch)).toMatch(/^refused/);
  });

  test('that would drop whole blocks unsaid is refused', () => {
    const blocks = ['a', 'b', 'c', 'd'].map(
      name => `function ${name}() {\n  return read("${name}");\n}\n`,
    );
    const text = `start();\n\n${blocks.join('\n')}`;
    const sketch = `// ... existing code ...\n\n${blocks[0]}\n${blocks[3]}`;
    expect(check(text, sketch)).toMatch(/^refused/);
  });

  test('that shares no line with the file is refused', () => {
    const sketch = '# ... existing code ...\ndef other():\n    pass\n# ... existing code ...';
    expect(check(file, sketch)).toContain('shares no line');
  });
});

describe('lines that stand for others', () => {
  test.each([
    '// ... existing code ...',
    '# ... rest of the function ...',
    '/* … unchanged … */',
    '<!-- ... existing markup ... -->',
    '{/* ... existing code ... */}',
    '-- ... existing columns ...',
    '; rest of the code unchanged',
    '// rest of the file remains the same',
    '...',
    '# (existing code here)',
    '// [... existing code ...]',
    '// ... imports ...',
  ])('%s', line => expect(isElision(line)).toBe(true));

  test.each([
    '// keep the connection open',
    '# existing users are migrated below',
    'return [...items, other]',
    'rest = code[1:]',
    '// ...and then we wait',
    '// ...more sane in case of broken brackets',
    'def f(*args): ...',
  ])('not %s', line => expect(isElision(line)).toBe(false));
});
