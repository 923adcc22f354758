import type { QueryTerm } from '../../index/search.ts';
import { declarationTerm, identifiersOf, termsOfIdentifier } from '../terms.ts';

/** Words of every question about code; what is left says what it is about. */
const commonWords: ReadonlySet<string> = new Set(
  `a about after all also an and any are as ask at be because been before being below between both but by can change
  code could did do does doing done each else every everything explain file files find first for from function get
  gets give given go goes had happen happens has have help here how i if in into is it its just know let like line
  lines look made make makes many may me mean method might more most much must my need never new no not now of on
  once one only or other our out over own place please point possible project put really reason same say see set
  should show shown since so some something still such tell than that the their them then there these they thing
  things this those through to too under until up us use used uses using very want was way we well were what when
  where whether which while who whole why will with within without work works would write you your`.split(
    /\s+/,
  ),
);

/** Endings that turn one form of a word into another. Longer ones first. */
const endings = [
  'ations',
  'ation',
  'ments',
  'ment',
  'ings',
  'ing',
  'ions',
  'ion',
  'ers',
  'er',
  'ies',
  'es',
  'ed',
  's',
  'e',
  'y',
];
const otherEndings = ['', 's', 'e', 'es', 'ed', 'er', 'ing', 'ion', 'ation', 'y', 'ies'];
const shortestStem = 4;

/** What a name counts that is written as code writes names; a word; another form of it; words in one name. */
const nameWeight = 3;
const formWeight = 0.5;
const joinedWeight = 2;
/** Questions before the one that is asked tell what it goes on about. */
const earlierWeight = 0.3;

/** Longer texts are pasted code or logs; their beginning says what they are. */
const mostCharacters = 4000;
const mostTerms = 400;

/**
 * The terms that a question in words is searched by, heaviest first: names as code writes them, other words in all
 * their forms, and neighbouring words as the parts of one name (`shipping cost` also finds `shippingCost`).
 * `earlier` are questions before it, newest last.
 */
export function questionTerms(question: string, earlier: readonly string[] = []): QueryTerm[] {
  const weights = new Map<string, number>();
  addTerms(weights, question, 1);
  for (const [age, text] of earlier.toReversed().entries()) {
    addTerms(weights, text, earlierWeight / (1 + age));
  }
  return [...weights]
    .map(([term, weight]) => ({ term, weight }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, mostTerms);
}

function addTerms(weights: Map<string, number>, text: string, factor: number): void {
  const raise = (term: string, weight: number) =>
    weights.set(term, Math.max(weights.get(term) ?? 0, weight * factor));
  let before: string | undefined;
  for (const name of identifiersOf(text.slice(0, mostCharacters))) {
    const word = name.toLowerCase();
    if (isWrittenAsCode(name)) {
      for (const [at, term] of termsOfIdentifier(name).entries()) {
        raise(term, at === 0 ? nameWeight : 1);
      }
      raise(declarationTerm(name), nameWeight);
      before = undefined;
    } else if (word.length < 2 || commonWords.has(word)) before = undefined;
    else {
      raise(word, 1);
      raise(declarationTerm(name), 1);
      for (const form of formsOf(word)) raise(form, formWeight);
      if (before !== undefined) {
        for (const joint of ['', '_']) raise(`${before}${joint}${word}`, joinedWeight);
      }
      before = word;
    }
  }
}

/** Capitals inside, digits or underscores: no word of a language. */
function isWrittenAsCode(name: string): boolean {
  return /[_$\d]|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(name);
}

/** Other forms of an English word, and some that are none: what no file has costs nothing. */
function formsOf(word: string): readonly string[] {
  const ending = endings.find(
    end => word.endsWith(end) && word.length - end.length >= shortestStem,
  );
  const stem = ending === undefined ? word : word.slice(0, -ending.length);
  if (stem.length < shortestStem) return [];
  // `stopping` and `stopped` double what `stop` has once.
  const single = /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [...otherEndings.map(end => stem + end), ...single].filter(form => form !== word);
}

/** Whether a question is about tests: else these say less than what they test. */
export function isAboutTests(question: string): boolean {
  return /\b(?:tests?|specs?|tested|testing|mock\w*|fixture\w*)\b/i.test(question);
}
