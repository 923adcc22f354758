import type { Choice, Distribution } from './distribution.ts';
import type { LocalContext } from './localContext.ts';
import { separator } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';
import { voteKind } from './votes/features.ts';

/** Weight of "the word is complete" against the best longer word, when nobody voted for it. */
const wholeWordShare = 0.3;

/** The line has a next token; while a word is being typed, it is that word or one that it begins. */
export function firstTokens(
  { partial }: LocalContext,
  vocabulary: Vocabulary,
  all: Distribution,
): Distribution {
  // Copies: the votes are asked again at the word's next letter.
  const fitting = all.choices
    .filter(({ token }) => token !== separator && vocabulary.text(token).startsWith(partial))
    .map(choice => ({ ...choice }));
  if (partial !== '') addWholeWord(vocabulary.intern(partial), fitting);
  const unseen = partial === '' ? 1 - total(all.choices) : 0;
  const whole = total(fitting) + unseen;
  for (const choice of fitting) choice.probability /= whole;
  const choices = fitting.sort((a, b) => b.probability - a.probability);
  return { choices, lineEnds: all.lineEnds };
}

const total = (choices: readonly Choice[]): number =>
  choices.reduce((sum, choice) => sum + choice.probability, 0);

/** The word may be complete although nobody voted for it here. */
function addWholeWord(token: number, fitting: Choice[]): void {
  if (fitting.some(choice => choice.token === token)) return;
  const most = Math.max(0, ...fitting.map(choice => choice.probability));
  fitting.push({
    token,
    probability: most === 0 ? 1 : most * wholeWordShare,
    gap: 0,
    heaviest: 0,
    votes: 0,
    localWeight: 0,
    exactWeight: 0,
    longestMatch: 0,
    heaviestKind: voteKind.recency,
    heaviestSlot: -1,
    heaviestPosition: 0,
  });
}
