import { commentStyleOf } from '../src/core/embedded/commentStyle.ts';
import type { CursorText } from '../src/core/embedded/engine.ts';
import { buildLocalContext, maxDecodedTokens } from '../src/core/embedded/localContext.ts';
import type { ProjectIndex } from '../src/core/embedded/projectIndex.ts';
import { createScene } from '../src/core/embedded/scene.ts';
import { lastLineEnd, separator } from '../src/core/embedded/tokenIds.ts';
import { narrowed } from '../src/core/embedded/votes/projectExact.ts';
import type { VotingScene } from '../src/core/embedded/votes/votingScene.ts';

/** Longer contexts count no more. */
const maxOrder = 10;
/** What the open file has counts so many times. */
const localWeight = 3;
/** Occurrences of a context that are counted one by one; of more, every so many. */
const maxCounted = 400;

/**
 * Whether a model that only counts n-grams, of the project and of the open file, would write the rest of the line:
 * Witten-Bell interpolation over contexts of one to ten tokens, the most probable token each time.
 */
export function isRightByCounting(
  project: ProjectIndex,
  cursor: CursorText,
  hidden: string,
): boolean {
  const style = commentStyleOf(cursor.path);
  const local = buildLocalContext(cursor, style, project.vocabulary);
  const line = { prefix: `${cursor.prefix}${hidden}\n`, suffix: '' };
  const written = buildLocalContext(line, style, project.vocabulary);
  const target = written.before.slice(local.beforeLength, written.beforeLength - 1);
  const scene = createScene(project, cursor.path, local);
  for (let step = 0; step <= target.length && step < maxDecodedTokens; step++) {
    const best = mostProbable(scene, step === 0 ? local.partial : undefined);
    if (best !== (target[step] ?? separator)) return false;
    scene.context[scene.contextLength++] = best;
  }
  return true;
}

/** The next token; the separator stands for the end of the line. `start` is what the first one begins with. */
function mostProbable(scene: VotingScene, start: string | undefined): number {
  const { vocabulary } = scene;
  let probable = new Map<number, number>();
  for (const counts of countsByOrder(scene)) {
    const kinds = counts.size;
    let all = 0;
    for (const count of counts.values()) all += count;
    const merged = new Map<number, number>();
    for (const token of new Set([...probable.keys(), ...counts.keys()])) {
      const lower = probable.get(token) ?? 0;
      merged.set(token, ((counts.get(token) ?? 0) + kinds * lower) / (all + kinds));
    }
    probable = merged;
  }
  let best = -1;
  let most = 0;
  for (const [token, probability] of probable) {
    const isAllowed =
      start === undefined || (token !== separator && vocabulary.text(token).startsWith(start));
    if (!isAllowed || probability <= most) continue;
    best = token;
    most = probability;
  }
  return best;
}

/** How often each token follows the last one, the last two, and so on. */
function countsByOrder(scene: VotingScene): Map<number, number>[] {
  const { corpus, exactIndex, context, contextLength, local } = scene;
  const orders: Map<number, number>[] = [];
  const count = (order: number, token: number, weight: number) => {
    orders[order] ??= new Map();
    const one = token <= lastLineEnd ? separator : token;
    orders[order].set(one, (orders[order].get(one) ?? 0) + weight);
  };
  for (const [order, { start, endExclusive }] of narrowed(scene, false).entries()) {
    if (order >= maxOrder) break;
    const stride = Math.max(1, Math.ceil((endExclusive - start) / maxCounted));
    for (let rank = start; rank < endExclusive; rank += stride) {
      count(order, corpus.tokens[exactIndex.at(rank)]!, stride);
    }
  }
  const last = context[contextLength - 1]!;
  for (const first of [local.exact.lastBefore[last], local.exact.firstAfter[last]]) {
    for (let p = first ?? 0; p !== 0; p = local.exact.next[p]!) {
      let length = 0;
      while (
        length < Math.min(maxOrder, p, contextLength) &&
        local.tokens[p - 1 - length] === context[contextLength - 1 - length]
      ) {
        count(length++, local.tokens[p]!, localWeight);
      }
    }
  }
  return Array.from(orders, order => order ?? new Map());
}
