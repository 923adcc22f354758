import { detectIndentStyle, indentOf, renderIndent } from '../text/indentation.ts';
import { newline, separator } from './tokenIds.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** How a line starts after another: how much deeper, and whether behind a blank line. */
export interface LineStart {
  /** The token of the line start. */
  readonly kind: number;
  readonly probability: number;
  readonly isAfterBlank: boolean;
  /** Against the line before. */
  readonly depthChange: number;
}

const depthChanges: Readonly<Record<number, number>> = {
  [newline.same]: 0,
  [newline.sameAfterBlank]: 0,
  [newline.deeper]: 1,
  [newline.deeperAfterBlank]: 1,
  [newline.outOne]: -1,
  [newline.outOneAfterBlank]: -1,
  [newline.outTwo]: -2,
  [newline.outMore]: -3,
};
const afterBlank: ReadonlySet<number> = new Set([
  newline.sameAfterBlank,
  newline.deeperAfterBlank,
  newline.outOneAfterBlank,
]);

/** The most probable way for the next line to start, by the probabilities of all. */
export function likeliestStart(lineEnds: Float64Array): LineStart | undefined {
  let kind = 0;
  let total = 0;
  for (let each = 1; each < lineEnds.length; each++) {
    total += lineEnds[each]!;
    if (lineEnds[each]! > (lineEnds[kind] ?? 0) || kind === 0) kind = each;
  }
  if (total === 0) return undefined;
  return {
    kind,
    probability: lineEnds[kind]! / total,
    isAfterBlank: afterBlank.has(kind),
    depthChange: depthChanges[kind] ?? 0,
  };
}

/**
 * The scene in which a line has been added and the next one started; it shares the context with the one before.
 * Undefined where the next line would not be inside the block that is open at the cursor:
 * what is outside of it stands below already.
 */
export function sceneAfter(
  scene: VotingScene,
  steps: readonly { readonly choice: { readonly token: number } }[],
  start: LineStart,
): VotingScene | undefined {
  const { local, context } = scene;
  const depth = local.depth + start.depthChange;
  if (depth <= local.depthBelow) return undefined;
  let length = local.beforeLength;
  for (const { choice } of steps) if (choice.token !== separator) context[length++] = choice.token;
  context[length++] = start.kind;
  return {
    ...scene,
    contextLength: length,
    local: { ...local, beforeLength: length, partial: '', cursorLine: local.cursorLine + 1, depth },
  };
}

/** The white space of lines that follow the cursor's, in the document's own style. */
export class Indents {
  private readonly stack: string[];
  private readonly step: string;

  constructor(prefix: string) {
    const lines = prefix.slice(-maxLookedAt).split('\n');
    this.stack = enclosingIndents(lines);
    this.step = renderIndent(...stepOf(lines));
  }

  /** The white space of a line that starts like this after the one before. */
  next({ depthChange }: LineStart): string {
    if (depthChange > 0) this.stack.push(this.top + this.step);
    for (let out = depthChange; out < 0 && this.stack.length > 1; out++) this.stack.pop();
    return this.top;
  }

  private get top(): string {
    return this.stack[this.stack.length - 1]!;
  }
}

/** Text farther away than this, in characters, has no say in how lines are indented. */
const maxLookedAt = 20_000;

function stepOf(lines: readonly string[]): Parameters<typeof renderIndent> {
  const style = detectIndentStyle(lines);
  return [style.size, style];
}

/** The white space of the last line and of the lines around it, from the outside in. */
function enclosingIndents(lines: readonly string[]): string[] {
  const own = indentOf(lines[lines.length - 1] ?? '');
  const found = [own];
  for (let at = lines.length - 2; at >= 0 && found[0] !== ''; at--) {
    const line = lines[at]!;
    const indent = indentOf(line);
    if (line.trim() !== '' && indent.length < found[0]!.length) found.unshift(indent);
  }
  return found;
}
