import { expect, test } from 'vitest';
import { createEngine } from '../../../../../src/core/embedded/createEngine.ts';

/** Many ways to go on, which only the line below tells apart. */
const learned = ['alpha', 'beta', 'gamma', 'delta'].map(name => ({
  path: `src/${name.charAt(0)}.ts`,
  text: `step('${name}');\nconst state = read${name}(input);\ncheck${name}(state, 1);\nother();\n`,
}));

test.each(['alpha', 'gamma', 'delta'])(
  'the line below the cursor tells which line is meant: %s',
  name => {
    const engine = createEngine();
    engine.project.setFiles(learned);
    const prefix = 'start();\nconst state = ';
    const suffix = `\ncheck${name}(state, 1);\n`;
    const guess = engine.guess({ path: 'src/x.ts', prefix, suffix }, () => false);
    expect(guess).toMatchObject({ kind: 'line', text: `read${name}(input);` });
  },
);
