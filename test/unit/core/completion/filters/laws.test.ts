import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explicitContext } from '../../../../../bench/explicitContext.ts';
import { isRejected } from '../../../../../src/core/completion/filters/filter.ts';
import { filterAnswer } from '../../../../../src/core/completion/filters/filters.ts';
import {
  type Surroundings,
  surroundingsOf,
} from '../../../../../src/core/completion/filters/surroundings.ts';
import {
  isBalanced,
  redundantClosers,
} from '../../../../../src/core/completion/filters/unmatchedClosers.ts';
import { isBeyondScope } from '../../../../../src/core/completion/streamCutoff.ts';

/** A program in the making: the lines of a function body, each with its depth. */
type Code = readonly { readonly depth: number; readonly text: string }[];

const word = fc.stringMatching(/^[a-z]{5,9}$/);
const simple = fc.tuple(word, word, word).map(([to, from, using]) => `${to} = ${from}(${using})`);

/** Statements; blocks are nested at most twice. */
function block(depth: number): fc.Arbitrary<Code> {
  const statement = simple.map(text => [{ depth, text }]);
  const nested = fc
    .tuple(word, depth < 3 ? block(depth + 1) : statement)
    .map(([condition, body]) => [{ depth, text: `if ${condition}:` }, ...body]);
  const one = depth < 3 ? fc.oneof({ weight: 3, arbitrary: statement }, nested) : statement;
  return fc.array(one, { minLength: 2, maxLength: 4 }).map(parts => parts.flat());
}

function python(code: Code): string {
  return code.map(({ depth, text }) => `${'    '.repeat(depth)}${text}`).join('\n');
}

/** The same code with braces. */
function typescript(code: Code): string {
  const lines: string[] = [];
  code.forEach(({ depth, text }, index) => {
    const condition = /^if (.*):$/.exec(text)?.[1];
    lines.push('  '.repeat(depth) + (condition ? `if (${condition}) {` : `${text};`));
    for (let open = depth - 1; open >= (code[index + 1]?.depth ?? 1); open--) {
      lines.push(`${'  '.repeat(open)}}`);
    }
  });
  return lines.join('\n');
}

interface Cut {
  readonly around: Surroundings;
  readonly hidden: string;
  readonly suffix: string;
}

/** No two lines are the same: where they are, nobody can say which of them an answer says. */
function numbered(code: Code): Code {
  return code.map(({ depth, text }, index) => ({
    depth,
    text: text.replace(/[a-z]+(?=[:)]$)/, last => `${last}${index}`),
  }));
}

/** A function with some whole lines of it hidden, and another function below. */
const cut: fc.Arbitrary<Cut & { readonly languageId: string }> = fc
  .tuple(block(1), fc.nat(), fc.nat(), fc.boolean())
  .map(([statements, first, count, isPython]) => {
    const code = numbered(statements);
    const body = (isPython ? python(code) : typescript(code)).split('\n');
    const from = first % body.length;
    const to = from + 1 + (count % (body.length - from));
    const head = isPython ? 'def work(one, two):' : 'function work(one, two) {';
    const next = isPython ? '\n\ndef other():\n    pass' : '}\n\nfunction other() {\n}';
    const indent = /^ */.exec(body[from]!)![0];
    const prefix = [head, ...body.slice(0, from), indent].join('\n');
    const hidden = body.slice(from, to).join('\n').slice(indent.length);
    const suffix = ['', ...body.slice(to), next, ''].join('\n');
    const languageId = isPython ? 'python' : 'typescript';
    const context = explicitContext({ languageId, prefix, suffix });
    return { languageId, around: surroundingsOf(context, 'function'), hidden, suffix };
  });

test('lines of a function come through unchanged, whatever is hidden', () => {
  fc.assert(
    fc.property(cut, ({ around, hidden }) => {
      expect(filterAnswer(hidden, around)).toBe(hidden);
      expect(filterAnswer(`${hidden}\n`, around)).toBe(hidden);
    }),
    { numRuns: 50 },
  );
});

test('white space that completes the indentation before the cursor stays', () => {
  fc.assert(
    fc.property(cut, fc.nat(), ({ languageId, around, hidden, suffix }, by) => {
      const indent = /[ ]*$/.exec(around.prefix)![0].length;
      const missing = 1 + (by % indent);
      const here = indent - missing;
      // At a place where lines can begin nobody knows whether the white space is meant.
      fc.pre(here % (languageId === 'python' ? 4 : 2) !== 0);
      const prefix = around.prefix.slice(0, -missing);
      const context = explicitContext({ languageId, prefix, suffix });
      const text = ' '.repeat(missing) + hidden;
      expect(filterAnswer(text, surroundingsOf(context, 'function'))).toBe(text);
    }),
    { numRuns: 50, seed: 1 },
  );
});

test('what runs over into the suffix is cut where the suffix begins', () => {
  fc.assert(
    fc.property(cut, fc.integer({ min: 2, max: 6 }), ({ around, hidden, suffix }, count) => {
      const over = suffix.split('\n').slice(0, count + 1);
      const telling = over.filter(line => /[a-z]{5}/.test(line));
      fc.pre(telling.length > 0);
      expect(filterAnswer(hidden + over.join('\n'), around)).toBe(hidden);
    }),
    { numRuns: 50 },
  );
});

test('a fence, a sentence and thinking around the answer change nothing', () => {
  fc.assert(
    fc.property(cut, ({ around, hidden, languageId }) => {
      const fenced = `\`\`\`${languageId}\n${hidden}\n\`\`\``;
      expect(filterAnswer(`<think>\nhm\n</think>\n\n${fenced}`, around)).toBe(hidden);
      expect(filterAnswer(`Here is the code:\n\n${fenced}\n\nIt works.`, around)).toBe(hidden);
    }),
    { numRuns: 50 },
  );
});

test('the stream is cut off only where nothing more would be shown', () => {
  fc.assert(
    fc.property(cut, ({ around, hidden, suffix }) => {
      const raw = hidden + suffix;
      const whole = filterAnswer(raw, around);
      const lines = raw.split('\n');
      for (let count = 1; count < lines.length; count++) {
        const soFar = `${lines.slice(0, count).join('\n')}\n`;
        if (!isBeyondScope(soFar, around)) continue;
        expect(filterAnswer(soFar, around)).toEqual(whole);
        return;
      }
    }),
    { numRuns: 50 },
  );
});

const noise = fc
  .array(
    fc.constantFrom('(', ')', '{', '}', '[', ']', 'name', ' ', '\n', '  ', ';', ',', '"', ' = '),
    { maxLength: 20 },
  )
  .map(pieces => pieces.join(''));

test('nothing is closed twice, and the same answer gives the same text', () => {
  fc.assert(
    fc.property(cut, noise, fc.nat(), ({ around, hidden }, junk, at) => {
      const raw = hidden.slice(0, at % hidden.length) + junk;
      const text = filterAnswer(raw, around);
      expect(filterAnswer(raw, around)).toEqual(text);
      if (isRejected(text)) return;
      expect(redundantClosers(text, around)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

/** How many brackets of a text have no partner, counted without anything that the filters know. */
function unmatched(text: string): number {
  const open: string[] = [];
  let wrong = 0;
  for (const bracket of text.match(/[()[\]{}]/g) ?? []) {
    const closes = '([{'[')]}'.indexOf(bracket)];
    if (closes === undefined) open.push(bracket);
    else if (open.at(-1) === closes) open.pop();
    else wrong++;
  }
  return wrong + open.length;
}

test('whatever an answer closes beyond its end, the brackets of the document stay matched', () => {
  const closer = fc.constantFrom('}', ')', ']', '\n}', '\n  }', '\n    }', ');', '});', '\n\n}\n');
  fc.assert(
    fc.property(cut, fc.array(closer, { minLength: 1, maxLength: 5 }), (one, closers) => {
      const { around, hidden, suffix, languageId } = one;
      fc.pre(languageId === 'typescript' && unmatched(hidden) === 0);
      const text = filterAnswer(hidden + closers.join(''), around);
      expect(unmatched(around.prefix + (isRejected(text) ? hidden : text) + suffix)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('what the filters leave is left alone by them', () => {
  fc.assert(
    fc.property(cut, ({ around, hidden, suffix }) => {
      const once = filterAnswer(hidden + suffix, around);
      if (isRejected(once)) return;
      expect(filterAnswer(once, around)).toBe(once);
      expect(around.languageId === 'python' || isBalanced(once, around)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
