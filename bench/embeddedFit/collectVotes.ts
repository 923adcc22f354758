import { commentStyleOf } from '../../src/core/embedded/commentStyle.ts';
import { weighVotes } from '../../src/core/embedded/distribution.ts';
import { buildLocalContext } from '../../src/core/embedded/localContext.ts';
import type { ProjectIndex } from '../../src/core/embedded/projectIndex.ts';
import { createScene } from '../../src/core/embedded/scene.ts';
import { lastLineEnd, separator } from '../../src/core/embedded/tokenIds.ts';
import { featureCount } from '../../src/core/embedded/votes/features.ts';
import { collectVotes } from '../../src/core/embedded/votes/vote.ts';
import { featuresPerVote, VoteList } from '../../src/core/embedded/votes/voteList.ts';
import { MaskedFile } from '../embeddedMask.ts';
import type { Example } from './examples.ts';

/** Tokens of a line that are learned from; later ones are much like those. */
const maxTokens = 12;

/** The votes at places where the next token is known, one place after the other. */
export class VoteEvents {
  /** First vote of each place, and the end of the last. */
  readonly starts: number[] = [0];
  length = 0;
  features = new Uint16Array(1 << 22);
  logCounts = new Float32Array(1 << 18);
  isRight = new Uint8Array(1 << 18);

  get count(): number {
    return this.starts.length - 1;
  }

  add(votes: VoteList, isRight: (token: number) => boolean, allows: (token: number) => boolean) {
    this.reserve(this.length + votes.length);
    const start = this.length;
    let right = 0;
    for (let vote = 0; vote < votes.length; vote++) {
      const token = votes.tokens[vote]!;
      if (!allows(token)) continue;
      const from = vote * featuresPerVote;
      const features = votes.features.subarray(from, from + featuresPerVote);
      this.features.set(features, this.length * featuresPerVote);
      this.logCounts[this.length] = votes.logCounts[vote]!;
      this.isRight[this.length] = isRight(token) ? 1 : 0;
      right += this.isRight[this.length]!;
      this.length++;
    }
    // Where nobody or everybody is right there is nothing to learn.
    if (right === 0 || right === this.length - start) this.length = start;
    else this.starts.push(this.length);
  }

  private reserve(votes: number): void {
    if (votes <= this.isRight.length) return;
    const capacity = Math.ceil(votes * 1.5);
    const features = new Uint16Array(capacity * featuresPerVote);
    features.set(this.features);
    this.features = features;
    const logCounts = new Float32Array(capacity);
    logCounts.set(this.logCounts);
    this.logCounts = logCounts;
    const isRight = new Uint8Array(capacity);
    isRight.set(this.isRight);
    this.isRight = isRight;
  }
}

/** Votes for each token of the examples' lines, as if those before it had been written. */
export function collectEvents(
  index: ProjectIndex,
  examples: Iterable<Example>,
  events: VoteEvents,
): void {
  const votes = new VoteList();
  const zeros = new Float64Array(featureCount);
  const file = new MaskedFile(index);
  for (const { cursor, hidden, whole } of examples) {
    file.mask(cursor, whole);
    const style = commentStyleOf(cursor.path);
    const local = buildLocalContext(cursor, style, index.vocabulary);
    if (local.endsInComment) continue;
    const line = { prefix: `${cursor.prefix}${hidden}\n`, suffix: '' };
    const written = buildLocalContext(line, style, index.vocabulary);
    const target = [...written.before.slice(local.beforeLength, written.beforeLength - 1)];
    const scene = createScene(index, cursor.path, local);
    const sums = new Float64Array(4096);
    for (const [step, token] of [...target, separator].slice(0, maxTokens).entries()) {
      scene.contextLength = local.beforeLength + step;
      // The first token finishes a word that is being typed, which is known to be one.
      if (step > 0 || local.partial === '') {
        collectVotes(scene, votes);
        weighVotes(
          scene,
          votes,
          zeros,
          sums.length < votes.length ? new Float64Array(votes.length) : sums,
        );
        const isRight = (voted: number) =>
          token === separator ? voted <= lastLineEnd : voted === token;
        events.add(votes, isRight, voted => step > 0 || voted > lastLineEnd);
      }
      scene.context[local.beforeLength + step] = token;
    }
  }
  file.restore();
}
