import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listWorkspaceFiles } from '../src/node/workspaceFiles.ts';
import { seededRandom } from './seededRandom.ts';

/** Files that belong together share their names. */
const filesPerArea = 25;
/** This share of a template's telling names is renamed: a project repeats itself, but not word by word. */
const renamedShare = 0.6;
const tellingName = /[A-Za-z_$][\w$]{3,}/g;
const nameParts = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;
/** Words that a language may need as they are. */
const languageWord = /^[a-z]+$/;

/**
 * Writes a project of so many files whose sizes, syntax and names follow real ones: each is a file of the template
 * folder, with many of its names put together anew from parts of real names, the same within an area.
 */
export async function makeProject(templateRoot: string, files: number): Promise<string> {
  const templates = await readTemplates(templateRoot);
  const parts = partsOf(templates);
  const random = seededRandom(files);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const root = mkdtempSync(join(tmpdir(), 'inkling-project-'));
  let names = new Map<string, string>();
  let folder = root;
  for (let at = 0; at < files; at++) {
    if (at % filesPerArea === 0) {
      names = new Map();
      folder = join(root, `area${Math.floor(at / filesPerArea / 40)}`, `part${at / filesPerArea}`);
      mkdirSync(folder, { recursive: true });
    }
    const { text, extension } = pick(templates);
    const renamed = text.replace(tellingName, name => {
      if (languageWord.test(name)) return name;
      const known = names.get(name);
      if (known !== undefined) return known;
      const fresh = random() < renamedShare ? recombined(name, parts, pick) : name;
      names.set(name, fresh);
      return fresh;
    });
    writeFileSync(join(folder, `file${at}.${extension}`), renamed);
  }
  return root;
}

async function readTemplates(root: string) {
  const listed = await listWorkspaceFiles(root, { maxFiles: 2000 });
  const code = listed.filter(({ path }) => /\.(?:ts|js|py|go|rs|java|rb)$/.test(path));
  return Promise.all(
    code.map(async ({ filePath, path }) => ({
      text: await readFile(filePath, 'utf8'),
      extension: path.slice(path.lastIndexOf('.') + 1),
    })),
  );
}

function partsOf(templates: readonly { readonly text: string }[]): readonly string[] {
  return templates.flatMap(({ text }) =>
    (text.match(tellingName) ?? []).flatMap(name => name.match(nameParts) ?? []),
  );
}

/** A name of as many parts, in the same style. */
function recombined(
  name: string,
  parts: readonly string[],
  pick: (list: readonly string[]) => string,
): string {
  return name.replace(nameParts, part => {
    const fresh = pick(parts).toLowerCase();
    const isCapital = part[0] !== part[0]!.toLowerCase();
    return isCapital ? fresh[0]!.toUpperCase() + fresh.slice(1) : fresh;
  });
}

// As a script: the template's folder and the number of files; says where the project lies.
const [script = '', root, files] = process.argv.slice(1);
if (script.endsWith('syntheticProject.mjs') && root !== undefined) {
  console.log(await makeProject(root, Number(files)));
}
