import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../../src/core/chat/attachment.ts';
import { attachmentLabel } from '../../../../src/core/chat/attachment.ts';
import { type InFront, NextAttachments } from '../../../../src/core/chat/nextAttachments.ts';
import { attachment } from '../../../support/chat.ts';

const order = attachment('order.ts', '');
const price = attachment('price.ts', 'each * count');
const lines = (startLine: number, endLineExclusive: number, text = 'code'): Attachment =>
  attachment('order.ts', text, { kind: 'selection', startLine, endLineExclusive });

const first = (selection?: Attachment): InFront => ({ selection, file: order, mayFileGo: true });
const later = (selection?: Attachment): InFront => ({ selection, file: order, mayFileGo: false });

/** The chips of a moment, the offered one with a plus. */
function chips(next: NextAttachments, inFront: InFront): string {
  const offered = next.offered(inFront);
  const going = next.all(inFront).map(({ attachment: each }) => attachmentLabel(each));
  return [...going, ...(offered ? [`+ ${attachmentLabel(offered)}`] : [])].join(', ');
}

const labels = (taken: readonly Attachment[]) => taken.map(attachmentLabel);
const idsOf = (next: NextAttachments, inFront: InFront) => next.all(inFront).map(({ id }) => id);

describe('what goes along by itself', () => {
  test('the file in front with the first question; later it is offered', () => {
    const next = new NextAttachments();
    expect(chips(next, first())).toBe('order.ts');
    expect(labels(next.take(first()))).toEqual(['order.ts']);
    expect(chips(next, later())).toBe('+ order.ts');
  });

  test('what is selected, instead of its file', () => {
    const next = new NextAttachments();
    expect(chips(next, first(lines(0, 3)))).toBe('order.ts:1-3');
    expect(chips(next, later(lines(0, 3)))).toBe('order.ts:1-3');
  });

  test('not the file in front when others were added', () => {
    const next = new NextAttachments();
    next.attach(price);
    expect(chips(next, first())).toBe('price.ts, + order.ts');
  });

  test('not what was taken off, nor what was just asked about', () => {
    const next = new NextAttachments();
    next.remove(idsOf(next, first())[0]!);
    expect(chips(next, first())).toBe('+ order.ts');
    next.take(later(lines(0, 3)));
    expect(chips(next, later(lines(0, 3)))).toBe('+ order.ts');
    expect(chips(next, later(lines(0, 4)))).toBe('order.ts:1-4');
    expect(chips(next, first())).toBe('+ order.ts');
  });

  test('the problems that are reported there, until they are taken off or were asked about', () => {
    const problemsOf = (code: Attachment): Attachment => ({ ...code, kind: 'diagnostic' });
    const inFront = { ...later(lines(0, 3)), problemsOf };
    const next = new NextAttachments();
    expect(chips(next, inFront)).toBe('order.ts:1-3, order.ts: problems');
    next.remove(idsOf(next, inFront)[1]!);
    expect(chips(next, inFront)).toBe('order.ts:1-3');
    expect(chips(next, { ...later(lines(4, 6)), problemsOf })).toBe(
      'order.ts:5-6, order.ts: problems',
    );
    next.take({ ...later(lines(4, 6)), problemsOf });
    expect(chips(next, { ...later(lines(4, 6)), problemsOf })).toBe('+ order.ts');
  });

  test('all of it again in another conversation', () => {
    const next = new NextAttachments();
    next.take(first(lines(0, 3)));
    next.startOver();
    expect(chips(next, first(lines(0, 3)))).toBe('order.ts:1-3');
  });
});

describe('what the asker saw is what goes', () => {
  test('when the selection has moved on', () => {
    const next = new NextAttachments();
    const seen = idsOf(next, later(lines(0, 3)));
    idsOf(next, later(lines(4, 5)));
    expect(labels(next.take(later(lines(6, 9)), seen))).toEqual(['order.ts:1-3']);
    expect(chips(next, later(lines(6, 9)))).toBe('order.ts:7-9');
  });

  test('when something was added in between: it waits for the next question', () => {
    const next = new NextAttachments();
    const seen = idsOf(next, first());
    next.attach(price);
    expect(labels(next.take(first(), seen))).toEqual(['order.ts']);
    expect(chips(next, later())).toBe('price.ts, + order.ts');
  });

  test('with the text that stands there now', () => {
    const next = new NextAttachments();
    const seen = idsOf(next, later(lines(0, 3, 'old')));
    expect(next.take(later(lines(0, 3, 'new')), seen)[0]?.text).toBe('new');
  });

  test('and nothing when nothing was shown, or under a name that nobody gave', () => {
    const next = new NextAttachments();
    next.attach(price);
    expect(next.take(later(lines(0, 3)), [])).toEqual([]);
    expect(next.take(later(lines(0, 3)), ['next-99'])).toEqual([]);
    expect(chips(next, later(lines(0, 3)))).toBe('price.ts, order.ts:1-3');
  });
});
