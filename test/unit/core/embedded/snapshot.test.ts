import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/core/embedded/createEngine.ts';
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

describe('a stored project', () => {
  test('answers as the one that was stored, also after further edits', () => {
    fc.assert(
      fc.property(files, files, text, (before, edits, open) => {
        const original = learned(before);
        original.removeFiles(['a/two.py']);
        const restored = new ProjectIndex();
        const stamps = decodeProject(
          encodeProject(original, () => stamp),
          restored,
        );
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

  test('is refused where a byte is another or missing', () => {
    const bytes = encodeProject(learned({ 'a.ts': 'get(item);\nput(item);\n' }), () => stamp);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        const project = new ProjectIndex();
        expect(decodeProject(damaged, project)).toBeUndefined();
        expect(decodeProject(bytes.slice(0, at), project)).toBeUndefined();
        expect(project.fileCount).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('does not vouch for files whose state on disk is unknown', () => {
    const bytes = encodeProject(learned({ 'a.ts': 'x();', 'b.ts': 'y();' }), path =>
      path === 'a.ts' ? stamp : undefined,
    );
    expect(decodeProject(bytes, new ProjectIndex())).toEqual(new Map([['a.ts', stamp]]));
  });
});
