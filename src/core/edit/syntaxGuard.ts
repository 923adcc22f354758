import type { Syntax, SyntaxSource } from '../syntax/syntax.ts';

/**
 * Says where a change breaks the syntax: a sentence, or undefined where the new text has no more syntax errors than the
 * old one, or where nobody can tell in time.
 */
export async function syntaxHarm(
  syntax: Syntax,
  before: SyntaxSource,
  after: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const errors = await syntax.errors({ ...before, text: after }, signal);
  if (errors === undefined || errors.length === 0) return undefined;
  const known = await syntax.errors(before, signal);
  if (known === undefined || errors.length <= known.length) return undefined;
  const old = new Set(
    known.map(({ start, endExclusive }) => before.text.slice(start, endExclusive)),
  );
  const fresh =
    errors.find(({ start, endExclusive }) => !old.has(after.slice(start, endExclusive))) ??
    errors[0]!;
  return `The new text breaks the syntax in line ${fresh.line + 1}.`;
}
