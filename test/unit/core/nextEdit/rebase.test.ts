import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptIn, type Prediction } from '../../../../src/core/nextEdit/prediction.ts';
import { rebase } from '../../../../src/core/nextEdit/rebase.ts';
import { OffsetRange } from '../../../../src/core/text/offsetRange.ts';
import { applyEdits } from '../../../../src/core/text/textEdit.ts';
import { changeBetween, pictured } from './pictures.ts';

/** What accepting gives after the user has made the text these texts one after the other, or why nothing is left. */
function acceptedAfter(picture: string, ...texts: readonly string[]): string {
  let { text, prediction } = pictured(picture);
  for (const next of texts) {
    const rebased = rebase(prediction, changeBetween(text, next), prediction.version + 1);
    if (rebased.kind !== 'kept') return rebased.kind;
    ({ prediction } = rebased);
    text = next;
  }
  return acceptIn(prediction, { uri: 'a.ts', version: prediction.version, text }) ?? 'stale';
}

describe('a prediction', () => {
  test('moves with what changes elsewhere', () => {
    const picture = 'one\nuse(⟨old→new⟩)\nlast\n';
    expect(acceptedAfter(picture, 'one\nhalf\nuse(old)\nlast\n')).toBe(
      'one\nhalf\nuse(new)\nlast\n',
    );
    expect(acceptedAfter(picture, 'one\nuse(old)\nend\n')).toBe('one\nuse(new)\nend\n');
    expect(acceptedAfter(picture, 'one\nuse(old)\n', 'use(old)\n')).toBe('use(new)\n');
  });

  test('stays while its text is typed, and while that is taken back', () => {
    const picture = 'a = ⟨→first(b)⟩;';
    const whole = 'a = first(b);';
    expect(acceptedAfter(picture, 'a = f;')).toBe(whole);
    expect(acceptedAfter(picture, 'a = f;', 'a = fi;', 'a = fir;')).toBe(whole);
    expect(acceptedAfter(picture, 'a = f;', 'a = fi;', 'a = f;', 'a = ;')).toBe(whole);
    expect(acceptedAfter(picture, 'a = f;', 'a = ;', 'a = f;')).toBe(whole);
  });

  test('stays while VS Code closes a bracket, and while the user types over it', () => {
    const picture = 'a = ⟨→f(b, c);⟩\n';
    const whole = 'a = f(b, c);\n';
    expect(acceptedAfter(picture, 'a = f\n', 'a = f()\n', 'a = f(b)\n')).toBe(whole);
    const [first, second] = ['a = f\n', 'a = f()\n'];
    expect(acceptedAfter(picture, first, second, 'a = f(b, c)\n', 'a = f(b, c);\n')).toBe('done');
  });

  test('stays while the old word is taken away or typed over', () => {
    const picture = 'use(⟨total→sum⟩)';
    expect(acceptedAfter(picture, 'use(tota)', 'use(t)', 'use()')).toBe('use(sum)');
    expect(acceptedAfter(picture, 'use()', 'use(s)', 'use(su)')).toBe('use(sum)');
    expect(acceptedAfter(picture, 'use(s)')).toBe('use(sum)');
    expect(acceptedAfter(picture, 'use(stotal)')).toBe('use(sum)');
    expect(acceptedAfter('⟨price→prize⟩;', 'pri;', 'priz;')).toBe('prize;');
  });

  test('is done when all of it is written', () => {
    expect(acceptedAfter('use(⟨total→sum⟩)', 'use(sum)')).toBe('done');
    expect(acceptedAfter('⟨a→b⟩ ⟨c→d⟩', 'b c')).toBe('b d');
    expect(acceptedAfter('⟨a→b⟩ ⟨c→d⟩', 'b c', 'b d')).toBe('done');
  });

  test('goes when something else is written there', () => {
    expect(acceptedAfter('a = ⟨→first(b)⟩;', 'a = g;')).toBe('contradicted');
    expect(acceptedAfter('use(⟨total→sum⟩)', 'use(totals)')).toBe('contradicted');
    expect(acceptedAfter('use(⟨total→sum⟩)', 'use(x)')).toBe('contradicted');
    expect(acceptedAfter('⟨price→prize⟩;', 'rice;')).toBe('contradicted');
    // What stood right before the place of an insertion is gone.
    expect(acceptedAfter('return ⟨→sum⟩;', 'return;')).toBe('contradicted');
    expect(acceptedAfter('a\nuse(⟨old→new⟩)\nb\n', 'a\nb\n')).toBe('contradicted');
  });

  test('goes when the name that it follows from is written on', () => {
    const picture = 'let «s» = 1;\nuse(⟨total→s⟩)\n';
    expect(acceptedAfter(picture, 'let su = 1;\nuse(total)\n')).toBe('contradicted');
    expect(acceptedAfter(picture, 'let s = 12;\nuse(total)\n')).toBe('let s = 12;\nuse(s)\n');
  });

  test('follows several changes of one event, in whatever order they are told', () => {
    const { prediction } = pictured('a b ⟨c→d⟩ e');
    const changes = [
      { rangeOffset: 0, rangeLength: 1, text: 'aaa' },
      { rangeOffset: 6, rangeLength: 1, text: '' },
      { rangeOffset: 2, rangeLength: 1, text: '' },
    ];
    for (const told of [changes, changes.toReversed()]) {
      const rebased = rebase(prediction, told, 2);
      const text = 'aaa  c ';
      expect(
        rebased.kind === 'kept' && acceptIn(rebased.prediction, { uri: 'a.ts', version: 2, text }),
      ).toBe('aaa  d ');
    }
  });

  test('that is stale changes nothing', () => {
    const { text, prediction } = pictured('use(⟨total→sum⟩)');
    expect(acceptIn(prediction, { uri: 'a.ts', version: 2, text })).toBeUndefined();
    expect(acceptIn(prediction, { uri: 'b.ts', version: 1, text })).toBeUndefined();
    expect(acceptIn(prediction, { uri: 'a.ts', version: 1, text: 'use(other)' })).toBeUndefined();
  });
});

/** A text, pieces of it that do not touch, and what they become. */
const predicted = fc
  .array(
    fc.record({
      between: fc.string({ minLength: 2, maxLength: 6 }),
      was: fc.string({ maxLength: 4 }),
      put: fc.string({ maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map(pieces => {
    let text = '';
    const edits = pieces.map(({ between, was, put }) => {
      const range = OffsetRange.ofLength(text.length + between.length, was.length);
      text += between + was;
      return { range, was, text: put };
    });
    text += '..';
    const prediction: Prediction = {
      ...{ uri: 'a', version: 1 },
      edits: edits.filter(edit => edit.was !== edit.text),
    };
    return { text, prediction };
  })
  .filter(({ prediction }) => prediction.edits.length > 0);

describe('laws', () => {
  test('a change elsewhere and accepting may change places', () => {
    fc.assert(
      fc.property(
        predicted,
        fc.nat(),
        fc.nat(3),
        fc.string({ maxLength: 5 }),
        (made, at, length, put) => {
          const { text, prediction } = made;
          const start = at % (text.length + 1);
          const rangeLength = Math.min(length, text.length - start);
          const end = start + rangeLength;
          const isElsewhere = prediction.edits.every(
            ({ range }) => end < range.start || start > range.endExclusive,
          );
          fc.pre(isElsewhere);
          const change = { rangeOffset: start, rangeLength, text: put };
          const rebased = rebase(prediction, [change], 2);
          expect(rebased.kind).toBe('kept');
          if (rebased.kind !== 'kept') return;
          const changed = applyEdits(text, [{ range: new OffsetRange(start, end), text: put }]);
          const first = acceptIn(rebased.prediction, { uri: 'a', version: 2, text: changed });
          // The other way round: accept, then the same change where its place is by then.
          const growth = prediction.edits
            .filter(({ range }) => range.endExclusive < start)
            .reduce((sum, edit) => sum + edit.text.length - edit.was.length, 0);
          const accepted = applyEdits(text, prediction.edits);
          const moved = new OffsetRange(start + growth, end + growth);
          expect(first).toBe(applyEdits(accepted, [{ range: moved, text: put }]));
        },
      ),
    );
  });

  test('typing along, letter by letter, never changes what accepting gives', () => {
    fc.assert(
      fc.property(predicted, fc.nat(), fc.nat(), ({ text, prediction }, which, letters) => {
        const whole = applyEdits(text, prediction.edits);
        const edit = prediction.edits[which % prediction.edits.length]!;
        let current: Prediction = prediction;
        let now = text;
        for (let typed = 0; typed < letters % (edit.text.length + 1); typed++) {
          const rangeOffset = edit.range.start + typed;
          const letter = edit.text[typed]!;
          const change = { rangeOffset, rangeLength: 0, text: letter };
          now = now.slice(0, rangeOffset) + letter + now.slice(rangeOffset);
          const rebased = rebase(current, [change], current.version + 1);
          if (rebased.kind === 'done') {
            expect(now).toBe(whole);
            return;
          }
          expect(rebased.kind).toBe('kept');
          if (rebased.kind !== 'kept') return;
          const isWritten = rebased.prediction.edits.length < current.edits.length;
          current = rebased.prediction;
          if (isWritten) break;
        }
        expect(acceptIn(current, { uri: 'a', version: current.version, text: now })).toBe(whole);
      }),
    );
  });

  test('whatever is changed, what is kept means the text as it is', () => {
    fc.assert(
      fc.property(
        predicted,
        fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 5 }),
        ({ text, prediction }, steps) => {
          let current: Prediction = prediction;
          let now = text;
          for (const [at, length, put] of steps) {
            const rangeOffset = at % (now.length + 1);
            const rangeLength = Math.min(length, now.length - rangeOffset);
            now = now.slice(0, rangeOffset) + put + now.slice(rangeOffset + rangeLength);
            const change = { rangeOffset, rangeLength, text: put };
            const rebased = rebase(current, [change], current.version + 1);
            if (rebased.kind !== 'kept') return;
            current = rebased.prediction;
            for (const { range, was } of current.edits) expect(range.substring(now)).toBe(was);
          }
        },
      ),
    );
  });
});
