import { expect, test } from 'vitest';
import type { CursorContext } from '../../../../src/core/context/cursorContext.ts';
import { PreparedRetriever } from '../../../../src/core/context/preparedRetriever.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';

/** A retriever of an index that answers when it is told to; what it finds is named after the line it was asked at. */
function setUp() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  let nowMs = 0;
  const retriever = new PreparedRetriever(
    {
      kind: 'similar',
      retrieve: (context, signal) => {
        asked.push(context.prefix);
        const found = { kind: 'similar', text: `found at ${context.prefix}` } as Snippet;
        return new Promise(resolve => {
          answers.push(() => resolve(signal.aborted ? [] : [found]));
          signal.addEventListener('abort', () => resolve([]));
        });
      },
    },
    { now: () => nowMs, delay: () => Promise.resolve() },
  );
  const never = new AbortController().signal;
  return {
    retriever,
    asked,
    /** The index answers all that it was asked. */
    answer: async () => {
      for (const each of answers.splice(0)) each();
      await Promise.resolve();
    },
    /** What is there at once; `waiting` when nothing is. */
    at: async (prefix: string, signal = never) => {
      const found = retriever.retrieve(place(prefix), signal);
      const texts = found.then(snippets => snippets.map(({ text }) => text));
      return Promise.race([texts, new Promise(resolve => setImmediate(resolve, 'waiting'))]);
    },
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

function place(prefix: string): CursorContext {
  return { uri: 'file:///a.ts', prefix, suffix: '' } as CursorContext;
}

test('while a word grows, what was found for it is there at once, a key old at most', async () => {
  const { at, answer, asked } = setUp();
  expect(await at('x = f')).toBe('waiting');
  await answer();
  expect(await at('x = fo')).toEqual(['found at x = f']);
  await answer();
  expect(await at('x = foo')).toEqual(['found at x = fo']);
  expect(asked).toEqual(['x = f', 'x = fo', 'x = foo']);
});

test.each(['x = foo.', 'x = foo(', 'x = foo b', 'x = foo\n', 'x = fo', 'y = foo'])(
  'is waited for anew at %j after `x = foo`',
  async prefix => {
    const { at, answer } = setUp();
    await at('x = foo');
    await answer();
    expect(await at(prefix)).toBe('waiting');
  },
);

test('another document or window of a document is another place', async () => {
  const { retriever, at, answer, asked } = setUp();
  await at('x');
  await answer();
  const never = new AbortController().signal;
  void retriever.retrieve({ ...place('x'), uri: 'file:///b.ts' }, never);
  await answer();
  void retriever.retrieve({ ...place('x'), uri: 'file:///b.ts', firstLine: 7 }, never);
  expect(asked).toHaveLength(3);
});

test('where the cursor has rested, the next key finds it prepared', async () => {
  const { retriever, at, answer } = setUp();
  retriever.prepare(place('total = '));
  await answer();
  expect(await at('total = p')).toEqual(['found at total = ']);
});

test('a slow look is not begun anew with each key of a word', async () => {
  const { at, answer, asked } = setUp();
  for (const prefix of ['f', 'fo', 'foo']) expect(await at(prefix)).toBe('waiting');
  expect(asked).toEqual(['f']);
  await answer();
  expect(await at('fool')).toEqual(['found at f']);
});

test('a look that another word ends is not remembered', async () => {
  const { at, answer } = setUp();
  await at('foo');
  await at('foo.b');
  await answer();
  expect(await at('foo.ba')).toEqual(['found at foo.b']);
});

test('who stops waiting leaves the look to the next key', async () => {
  const { retriever, at, answer } = setUp();
  const controller = new AbortController();
  const found = retriever.retrieve(place('f'), controller.signal);
  controller.abort();
  expect(await found).toEqual([]);
  await answer();
  expect(await at('fo')).toEqual(['found at f']);
});

test('what was found is forgotten with the settings that it was found under, and after half a minute', async () => {
  const { retriever, at, answer, wait } = setUp();
  await at('f');
  await answer();
  retriever.forget();
  expect(await at('fo')).toBe('waiting');
  await answer();
  wait(30_001);
  expect(await at('foo')).toBe('waiting');
});
