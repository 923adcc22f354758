import { columnsOf, indentOf } from '../text/indentation.ts';
import { isBlank } from '../text/lines.ts';
import { declaredNames } from './declarations.ts';

const typeHead =
  /\b(?:class|interface|type|enum|struct|trait|record|protocol|namespace|module|object|union|impl)\b/;

/**
 * The lines (as indexes) of some code without the bodies of functions: what is deeper than a function's head, up to the
 * line that ends it. Undefined where nothing can be left out.
 */
export function skeletonOf(lines: readonly string[]): readonly number[] | undefined {
  const kept: number[] = [];
  let head: number | undefined;
  for (const [index, line] of lines.entries()) {
    const depth = isBlank(line) ? undefined : columnsOf(indentOf(line), 4);
    if (head !== undefined && (depth === undefined || depth > head)) continue;
    head = depth !== undefined && isFunctionHead(line) ? depth : undefined;
    kept.push(index);
  }
  return kept.length < lines.length ? kept : undefined;
}

function isFunctionHead(line: string): boolean {
  return !typeHead.test(line) && declaredNames(line).length > 0 && /[({:=>]\s*$|\)/.test(line);
}
