import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/core/embedded/createEngine.ts';

const handler = (name: string) => ({
  path: `src/${name}.ts`,
  text: `export async function ${name}(request: Request) {
  const session = await openSession(request);
  if (!session.isOpen) {
    log.warn('no session');
    return reject(request, 401);
  }
  return render(session);
}
`,
});
const learned = 'abcdefgh'.split('').map(handler);

function guessAt(picture: string): string | undefined {
  const engine = createEngine();
  engine.project.setFiles(learned);
  const [prefix = '', suffix = ''] = picture.split('│');
  const guess = engine.guess({ path: 'src/x.ts', prefix, suffix }, () => false);
  return guess.kind === 'line' ? guess.text : undefined;
}

describe('lines after the first', () => {
  test('go on while they are sure, in the indentation of the document', () => {
    const text = guessAt(`export async function x(request: Request) {
    const session = await openSession(request);
    if (!session.│`);
    expect(text).toMatch(/^isOpen\) \{\n {8}log\.warn\('no session'\);\n {8}return reject\(/);
  });

  test('are indented with tabs where the document is', () => {
    const text = guessAt(
      'export async function x(request: Request) {\n\tconst session = await openSession(request);\n\tif (!session.│',
    );
    expect(text).toMatch(/^isOpen\) \{\n\t\tlog\.warn/);
  });

  test('end where the block ends that is closed below already', () => {
    const text = guessAt(`export async function x(request: Request) {
  const session = await openSession(request);
  if (!session.isOpen) {
    log.│
  }
  return render(session);
}
`);
    expect(text).toBe("warn('no session');\n    return reject(request, 401);");
  });

  test('are none where the next line stands below already', () => {
    const text = guessAt(`export async function x(request: Request) {
  const session = await openSession(request);
  if (!session.isOpen) {
    log.│
    return reject(request, 401);
  }
`);
    expect(text).toBe("warn('no session');");
  });

  test('are none while something stands behind the cursor', () => {
    expect(guessAt('  const session = await │(request);\n')).toBe('openSession');
  });
});
