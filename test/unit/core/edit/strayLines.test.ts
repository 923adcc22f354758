import { expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';

/** The file after a sketch of it, or why the sketch was refused. */
function check(path: string, text: string, sketch: string) {
  const result = applyReply('lazy', new Map([[path, text]]), `\`\`\`\n${sketch}\n\`\`\``);
  return result.files.get(path) ?? result.reason;
}

const several = expect.stringContaining('several ways');

test('a first line that the file has at this very depth is not one at another depth', () => {
  const text = `+ (id)of:(Length)length
        relative:(Float)relative
        fontSize:(Float)fontSize;

+ (id)of:(Length *)length
   relative:(Float)relative
   fontSize:(Float)fontSize;

@end
`;
  const sketch = `// ... existing code ...
        relative:(Float)relative
        fontSize:(Float)fontSize;

+ (id)of:(Length *)length relative:(Float)relative fontSize:(Float)fontSize;

@end`;
  expect(check('a.h', text, sketch)).toEqual(several);
});

test('lines that move deeper are no others where the file has none so deep', () => {
  const text = 'def run(items):\n    first = load(items)\n    second = store(first)\n    done()\n';
  const sketch = `# ... existing code ...
    with lock:
        first = load(items)
        second = store(first)
    done()`;
  expect(check('a.py', text, sketch)).toBe(
    text.replace(
      '    first = load(items)\n    second = store(first)\n',
      '    with lock:\n        first = load(items)\n        second = store(first)\n',
    ),
  );
});

const flavors = `def write(params):
    if flavor == "linux":
        params.update(
            {
                "copy_arguments": arguments,
                "flock": "tool flock",
            }
        )
    elif flavor == "freebsd":
        # Locks work in another way there.
        params.update({"flock": "lockf"})
    elif flavor == "openbsd":
        params.update({"copy_arguments": arguments})
    elif flavor == "aix":
        params.update(
            {
                "copy_arguments": arguments,
                "link_commands": LINK_COMMANDS_AIX,
                "flock": "tool flock",
            }
        )
`;

test('a line is not moved over branches that the sketch shows nowhere', () => {
  const sketch = `# ... existing code ...
            {
                "copy_arguments": arguments,
                "link_commands": LINK_COMMANDS_AIX,
                "flock": "tool flock",
            }
        )
    elif flavor == "os400":
        params.update(
            {
                "copy_arguments": arguments,
                "link_commands": LINK_COMMANDS_OS400,
                "flock": "tool flock",
            }`;
  expect(check('a.py', flavors, sketch)).toEqual(several);
});

test('a first line that the sketch shows further down was moved, and does not stay', () => {
  const text =
    "import stream = require('stream');\n\ndeclare module 'store' {\n  type Flag = 'a' | 'b';\n\n  interface Options {\n    size: number;\n  }\n}\n";
  const sketch = `declare module 'store' {

  import stream = require('stream');

  type Flag = 'a' | 'b';

  interface Options {
// ... existing code ...`;
  expect(check('a.d.ts', text, sketch)).toEqual(several);
});

test('an option before another one is new, or not placed; the other one stays', () => {
  const option = (about: string, kind: string, name: string) =>
    `  /**\n   * ${about}\n   * @option\n   * @type {${kind}}\n   * @default true\n   */\n  ${name}: true,\n`;
  const hover = option('Opens without a click.', 'boolean', 'hover');
  const closes = option(
    'Closes a menu when the mouse leaves it, if nobody clicked.',
    'boolean',
    'closes',
  );
  const waits = option('How long a menu takes to open on hover events.', 'number', 'waits');
  const text = `Menu.defaults = {\n${hover}${closes}${waits}};\n`;
  const touch = option('No hover on touch devices', 'boolean', 'touch');
  const shown = `${hover}${touch}${closes}`.split('\n').slice(3, -5).join('\n');
  const result = check(
    'a.js',
    text,
    `// ... existing code ...\n${shown}\n// ... existing code ...`,
  );
  expect([
    `Menu.defaults = {\n${hover}${touch}${closes}${waits}};\n`,
    expect.stringContaining('several'),
  ]).toContainEqual(result);
});

test('new lines that set what the next line sets are not put before it', () => {
  const text = `export class Shape {
  setProps = (
    props: Object & {
      width?: Size;
      height?: Size;
    },
  ) => {
    this.root.setProps(props);
  };
}
`;
  const sketch = `// ... existing code ...
  setProps = (
    props: ShapeProps & {
      size?: Size;
    },
// ... existing code ...`;
  expect(check('a.ts', text, sketch)).toEqual(several);
});

test('a new property before others stands there', () => {
  const text = 'export const options = {\n  color: red,\n  size: 4,\n};\n';
  const sketch = 'export const options = {\n  width: 2,\n  // ... existing code ...\n};';
  expect(check('a.ts', text, sketch)).toBe(text.replace('  color', '  width: 2,\n  color'));
});
