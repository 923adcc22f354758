import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/core/embedded/createEngine.ts';
import type { Guess } from '../../../../src/core/embedded/engine.ts';
import type { SourceText } from '../../../../src/core/embedded/projectIndex.ts';

const never = () => false;

/** The guess at `│` in a file, after learning others. */
function guessAt(learned: readonly SourceText[], picture: string, path = 'src/open.ts'): Guess {
  const engine = createEngine();
  engine.project.setFiles(learned);
  const [prefix = '', suffix = ''] = picture.split('│');
  return engine.guess({ path, prefix, suffix }, never);
}

function check(learned: readonly SourceText[], picture: string, expected: string | null): void {
  const guess = guessAt(learned, picture);
  expect(guess.kind === 'line' ? guess.text : null).toBe(expected);
}

const service = (name: string, field: string): SourceText => ({
  path: `src/${field}Service.ts`,
  text: `import { ${name} } from './${field}.ts';

export class ${name}Service {
  constructor(private readonly store: Store<${name}>) {}

  async find${name}(id: string): Promise<${name} | undefined> {
    const ${field} = await this.store.get(id);
    if (${field} === undefined) throw new NotFound('${field}', id);
    return ${field};
  }
}
`,
});

const services = [service('Order', 'order'), service('Customer', 'customer')];

describe('a guess', () => {
  test('repeats what the project writes in this place', () => {
    check(services, 'const product = await │\n', 'this.store.get(id);');
  });

  test('starts inside the word being typed', () => {
    check(services, 'const order = await this.sto│\n', 're.get(id);');
  });

  test('is not lost to a more probable word that nothing follows', () => {
    // The files are called as the member is, so that the open file's own name is very probable in its place.
    const learned = ['order', 'customer'].map(name => ({
      path: `src/${name}/load.ts`,
      text: `export const ${name} = await store.load('${name}');\n`,
    }));
    expect(guessAt(learned, 'const item = await store.│')).toMatchObject({
      text: expect.stringMatching(/^load\('/),
    });
  });

  test('carries names over from a place of the same shape', () => {
    const open = `export class ProductService {
  async findProduct(id: string): Promise<Product | undefined> {
    const product = await this.store.get(id);
    if (product === undefined) │
`;
    const guess = guessAt(services, open, 'src/productService.ts');
    expect(guess.kind === 'line' && guess.text).toMatch(/^throw new NotFound\('/);
  });

  test('ends before what already stands behind the cursor', () => {
    check(services, 'const x = await this.store.get(│);\n', 'id');
  });

  test('fits what the editor closed by itself', () => {
    check(services, 'const order = await this.store.get(│)\n', 'id');
  });

  test.each([
    ['as they are, where the document has none', '', "load('order');"],
    ['its own, where it has others throughout', 'a("x");\nb("y");\n', 'load("order");'],
    ['as they are, where it has both', 'a("x");\nb(\'order\');\n', "load('order');"],
  ])('has quotes %s', (_, above, expected) => {
    const learned = [1, 2, 3].map(i => ({ path: `src/${i}.ts`, text: "get.load('order');\n" }));
    check(learned, `${above}get.│\n`, expected);
  });

  test('leaves the quotes alone inside a string', () => {
    const learned = [1, 2, 3].map(i => ({ path: `src/${i}.ts`, text: "get(`in 'order'`);\n" }));
    check(learned, 'a("x");\nb("y");\nget(`in │\n', "'order'`);");
  });

  test('is nothing in a comment', () => {
    expect(guessAt(services, '// const order = │\n')).toEqual({
      kind: 'none',
      reason: 'inComment',
    });
  });

  test('is nothing where nothing was ever learned', () => {
    expect(guessAt([], '│').kind).toBe('none');
  });

  test('is the same at each key, whatever was asked at the keys before', () => {
    const engine = createEngine();
    engine.project.setFiles(services);
    const typed = 'this.store.get(id)';
    for (let end = 0; end <= typed.length; end++) {
      const prefix = `const order = ${typed.slice(0, end)}`;
      const asked = { path: 'src/open.ts', prefix, suffix: '\n' };
      const fresh = createEngine();
      fresh.project.setFiles(services);
      expect(engine.matches(asked, never)).toEqual(fresh.matches(asked, never));
      expect(engine.guess(asked, never)).toEqual(fresh.guess(asked, never));
    }
  });

  test('is none when it was cancelled', () => {
    const engine = createEngine();
    engine.project.setFiles(services);
    const guess = engine.guess({ path: 'a.ts', prefix: 'const ', suffix: '' }, () => true);
    expect(guess).toEqual({ kind: 'none', reason: 'cancelled' });
  });

  test('keeps to the line and has no line end in it, also with CRLF', () => {
    const guess = guessAt(services, 'const order = await │\r\nreturn order;\r\n');
    expect(guess.kind === 'line' && guess.text).toBe('this.store.get(id);');
  });

  test('says when the line is probably complete', () => {
    const guess = guessAt(services, 'const order = await this.store.get(id);│\n');
    expect(guess.kind === 'none' || guess.lineIsComplete > 0.5).toBe(true);
  });
});

/** Small programs over few words, so that contexts repeat. */
const program = fc
  .array(
    fc
      .array(fc.constantFrom('get', 'put', 'item', 'Item', 'x', '(', ')', '=', '.', '1'), {
        minLength: 1,
        maxLength: 6,
      })
      .map(words => words.join(' ')),
    { minLength: 1, maxLength: 8 },
  )
  .map(lines => lines.join('\n'));
const path = fc.constantFrom('a/one.ts', 'a/two.ts', 'b/three.py', 'b/four.ts');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('set' as const), path, text: program }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), path }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('look' as const), path, text: program }),
  },
);

describe('learning', () => {
  test('depends on the texts as they are now, not on how they came about', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), path, program, (steps, openPath, open) => {
        const edited = createEngine();
        const texts = new Map<string, string>();
        for (const each of steps) {
          if (each.type === 'look') {
            edited.guess({ path: each.path, prefix: each.text, suffix: '' }, never);
          } else if (each.type === 'set') {
            edited.project.setFiles([each]);
            texts.set(each.path, each.text);
          } else {
            edited.project.removeFiles([each.path]);
            texts.delete(each.path);
          }
        }
        const fresh = createEngine();
        fresh.project.setFiles([...texts].map(([path, text]) => ({ path, text })));
        const cursor = { path: openPath, prefix: `${open}\n`, suffix: '' };
        expect(edited.guess(cursor, never)).toEqual(fresh.guess(cursor, never));
      }),
      { numRuns: 150 },
    );
  });

  test('forgets a text that was replaced', () => {
    const engine = createEngine();
    engine.project.setFiles([{ path: 'a.ts', text: 'alpha.beta.gamma();\n'.repeat(3) }]);
    const cursor = { path: 'open.ts', prefix: 'alpha.', suffix: '' };
    expect(engine.guess(cursor, never)).toMatchObject({ text: 'beta.gamma();' });
    engine.project.setFiles([{ path: 'a.ts', text: 'other();\n' }]);
    expect(engine.guess(cursor, never)).toEqual({ kind: 'none', reason: 'nothingSimilar' });
  });

  test('survives many updates of one file: the room of old tokens is used again', () => {
    const engine = createEngine();
    const text = 'const value = read(input);\n'.repeat(400);
    engine.project.setFiles(services);
    const room = () => engine.project.corpus.length;
    engine.project.setFiles([{ path: 'big.ts', text }]);
    const before = room();
    for (let i = 0; i < 12; i++) engine.project.setFiles([{ path: 'big.ts', text }]);
    expect(room()).toBeLessThanOrEqual(before * 2);
    const guess = engine.guess({ path: 'open.ts', prefix: 'const value = re', suffix: '' }, never);
    expect(guess).toMatchObject({ text: 'ad(input);' });
  });
});

/** Bytes as they are read from disk, and text that no encoding has. */
const anything = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map(bytes => new TextDecoder().decode(bytes)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '\ud800',
      '\0',
      '\r',
      '\n',
      '\t',
      '"',
      '`',
      '/*',
      '"""',
      'x',
      '7',
      '.',
      '(',
    ),
    maxLength: 40,
  }),
);

test('whatever is learned and asked, there is an answer of this line or none', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ path: fc.oneof(path, anything), text: anything }), { maxLength: 3 }),
      fc.record({ path: fc.oneof(path, anything), prefix: anything, suffix: anything }),
      (learned, cursor) => {
        const engine = createEngine();
        engine.project.setFiles(learned);
        const { guess } = engine.explain(cursor);
        if (guess.kind === 'line') {
          expect(guess.text).not.toBe('');
          expect(guess.confidence).toBeGreaterThan(0);
          expect(guess.confidence).toBeLessThan(1);
        }
        expect(engine.guess(cursor, never)).toEqual(guess);
      },
    ),
    { numRuns: 60 },
  );
});
