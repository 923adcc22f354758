import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/core/embedded/createEngine.ts';
import type { PartReader } from '../../../../src/core/embedded/parts.ts';
import { ProjectIndex } from '../../../../src/core/embedded/projectIndex.ts';
import { decodeProject, encodeProject } from '../../../../src/core/embedded/snapshot.ts';

const never = () => false;
const line = fc.constantFrom('get(item);', 'put(item, 1);', '  if (x) return y;', '', 'α = "β";');
const text = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
const files = fc.dictionary(fc.constantFrom('a/one.ts', 'a/two.py', 'b/three.ts'), text);

const stamp = { modifiedMs: 12.5, bytes: 3 };

function learned(sources: Readonly<Record<string, string>>): ProjectIndex {
  const project = new ProjectIndex();
  project.setFiles(Object.entries(sources).map(([path, text]) => ({ path, text })));
  return project;
}

/** The whole of what is written, and a reader of such bytes. */
function stored(...what: Parameters<typeof encodeProject>): Uint8Array {
  return Uint8Array.from([...encodeProject(...what)].flatMap(part => [...part]));
}
function reading(bytes: Uint8Array): PartReader {
  let at = 0;
  return {
    get left() {
      return bytes.length - at;
    },
    async read(into) {
      into.set(bytes.subarray(at, at + into.length));
      at += into.length;
    },
  };
}

describe('a stored project', () => {
  test('answers as the one that was stored, also after further edits', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, text, async (before, edits, open) => {
        const original = learned(before);
        original.removeFiles(['a/two.py']);
        const restored = new ProjectIndex();
        const bytes = stored(original, () => stamp);
        const stamps = await decodeProject(reading(bytes), restored);
        expect([...stamps!.keys()].sort()).toEqual([...original.paths].sort());
        const answers = [original, restored].map(project => {
          project.setFiles(Object.entries(edits).map(([path, text]) => ({ path, text })));
          const engine = createEngine(project);
          return engine.guess({ path: 'a/open.ts', prefix: `${open}\n`, suffix: '' }, never);
        });
        expect(answers[1]).toEqual(answers[0]);
      }),
      { numRuns: 25 },
    );
  });

  test('is refused where a byte is another or missing', async () => {
    const bytes = stored(learned({ 'a.ts': 'get(item);\nput(item);\n' }), () => stamp);
    const byte = fc.nat(bytes.length - 1);
    await fc.assert(
      fc.asyncProperty(byte, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        const project = new ProjectIndex();
        expect(await decodeProject(reading(damaged), project)).toBeUndefined();
        expect(await decodeProject(reading(bytes.slice(0, at)), project)).toBeUndefined();
        expect(project.fileCount).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('does not vouch for files whose state on disk is unknown', async () => {
    const bytes = stored(learned({ 'a.ts': 'x();', 'b.ts': 'y();' }), path =>
      path === 'a.ts' ? stamp : undefined,
    );
    const stamps = await decodeProject(reading(bytes), new ProjectIndex());
    expect(stamps).toEqual(new Map([['a.ts', stamp]]));
  });
});
