import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Model } from '../../../../src/core/model/model.ts';
import { bench } from './sessionBench.ts';

const word = fc.stringMatching(/^[a-z]{3,6}$/);
const call = fc.tuple(word, word).map(([name, value]) => `${name}(${value});`);
/** Calls and blocks, one of which may be said twice. */
const body = fc
  .array(
    fc.oneof(
      call.map(text => [`  ${text}`]),
      fc.tuple(word, call).map(([item, text]) => [`  if (${item}) {`, `    ${text}`, '  }']),
    ),
    { minLength: 3, maxLength: 6 },
  )
  .chain(parts => fc.constantFrom(parts, [...parts, ...parts.slice(0, 2)]))
  .map(parts => parts.flat());

test('what is accepted by parts, or typed along, is what one accepts at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      body,
      fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
      async (lines, [from, count, over, ...cuts]) => {
        const text = `function work(one) {\n${lines.join('\n')}\n}\n`;
        const start = text.indexOf('\n') + 1 + (from! % (text.length - 40));
        const end = start + 10 + (count! % (text.length - start - 10));
        const [prefix, suffix] = [text.slice(0, start), text.slice(end)];
        const fixed = text.slice(start, end + (over! % (suffix.length + 1)));
        const { clock, ask } = bench({ fixed, tokensPerSecond: 100_000 });
        const whole = ask(`${prefix}│${suffix}`, { trigger: 'explicit' });
        await clock.runUntil(1000);
        const [kind, shown = ''] = whole.outcome.split(/: (.*)/s);
        if (kind !== 'asked') return;
        for (const cut of cuts) {
          const part = shown.slice(0, cut % shown.length);
          const rest = shown.slice(part.length);
          if (rest.trim() === '') continue;
          const next = ask(`${prefix}${part}│${suffix}`);
          await clock.runUntil(clock.now() + 1);
          expect(next.outcome).toBe(`cached: ${rest}`);
        }
      },
    ),
    { numRuns: 25 },
  );
});

/** A model whose answer tells where it was asked. */
function telling(info: Model['info'], delay: (signal: AbortSignal) => Promise<void>): Model {
  return {
    info,
    async *stream({ content }, { signal }) {
      if (content.kind !== 'fim') return;
      const { length } = content.prefix.text;
      for (const piece of [`at${length}`, `(a, b`, `)`, `.of(${length});\n`]) {
        await delay(signal);
        if (signal.aborted) return;
        yield { type: 'text-delta', text: piece };
      }
    },
  };
}

test('an answer is shown only to the question of now, and only where what it says fits', async () => {
  const step = fc.record({
    key: fc.constantFrom('along', 'along', 'x', '(', 'back', 'away', 'wait'),
    afterMs: fc.constantFrom(0, 40, 90, 300),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async steps => {
      const { clock, ask, model } = bench({});
      const start = 'const a = ';
      let line = start;
      const told = telling(model.info, signal => clock.delay(60, signal));
      const askHere = () => ({ at: line, asked: ask(`${line}│\n`, { model: told }) });
      const open = [askHere()];
      for (const { key, afterMs } of steps) {
        const shown = /^[^n]\w+: (.*)$/s.exec(open.at(-1)!.asked.outcome)?.[1] ?? '';
        if (key === 'along') line += shown[0] ?? 'a';
        else if (key === 'back') line = line.slice(0, Math.max(start.length - 3, line.length - 1));
        else if (key === 'away') line = `let b = ${line.length}; `;
        else if (key !== 'wait') line += key;
        const waiting = open.filter(({ asked }) => asked.outcome === 'waiting');
        const latest = askHere();
        open.push(latest);
        await clock.runUntil(clock.now() + afterMs);
        for (const { asked } of waiting)
          expect(asked.outcome).not.toMatch(/^(?:asked|joined|cached)/);
        const whole = latest.at + latest.asked.outcome.replace(/^\w+: /, '');
        // Its own number says how much stood before the cursor where it was asked.
        const at = /\.of\((\d+)\);/.exec(whole)?.[1];
        if (at) expect(whole.slice(Number(at))).toBe(`at${at}(a, b).of(${at});`);
      }
    }),
    { numRuns: 40 },
  );
});
