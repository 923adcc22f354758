import type { CursorContext } from './cursorContext.ts';
import type { Snippet, SnippetKind } from './snippet.ts';

/** How much a source is trusted: definitions answer what is being typed, similar code only resembles it. */
const weights: Record<SnippetKind, number> = {
  selection: 4,
  file: 4,
  diagnostic: 3,
  recentEdit: 2,
  definition: 2,
  openEditor: 1.2,
  similar: 1,
  clipboard: 0.5,
};

/** The usual constant of reciprocal rank fusion: it keeps a first place from outweighing everything. */
const fusionConstant = 60;

/** A snippet most of whose lines are shown already adds nothing. */
const mostKnownLines = 0.8;

/**
 * Merges snippets of all sources into one list, best first, by reciprocal rank fusion.
 * Within a kind the given order is the rank. What overlaps a better snippet, repeats lines that are shown already,
 * or comes from the document itself (its prefix and suffix show it) is left out.
 */
export function mergeSnippets(
  context: Pick<CursorContext, 'uri'>,
  snippets: readonly Snippet[],
): readonly Snippet[] {
  const merged: Snippet[] = [];
  const shownLines = new Set<string>();
  for (const snippet of byFusedRank(snippets)) {
    if (snippet.uri === context.uri || merged.some(better => overlap(better, snippet))) continue;
    const lines = significantLines(snippet.text);
    if (lines.length === 0 || shareKnown(lines, shownLines) > mostKnownLines) continue;
    for (const line of lines) shownLines.add(line);
    merged.push(snippet);
  }
  return merged;
}

function byFusedRank(snippets: readonly Snippet[]): readonly Snippet[] {
  const placesOfKind = new Map<SnippetKind, number>();
  const ranked = snippets.map((snippet, index) => {
    const place = placesOfKind.get(snippet.kind) ?? 0;
    placesOfKind.set(snippet.kind, place + 1);
    return { snippet, index, value: weights[snippet.kind] / (fusionConstant + place) };
  });
  ranked.sort((one, other) => other.value - one.value || one.index - other.index);
  return ranked.map(({ snippet }) => snippet);
}

function overlap(one: Snippet, other: Snippet): boolean {
  return (
    one.uri === other.uri &&
    one.startLine < other.endLineExclusive &&
    other.startLine < one.endLineExclusive
  );
}

/** Lines that say something: brackets alone are in every file. */
function significantLines(text: string): string[] {
  const lines = text.split('\n').map(line => line.trim());
  return lines.filter(line => line.length > 3);
}

function shareKnown(lines: readonly string[], known: ReadonlySet<string>): number {
  return lines.filter(line => known.has(line)).length / lines.length;
}
