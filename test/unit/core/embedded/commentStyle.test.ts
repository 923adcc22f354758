import { expect, test } from 'vitest';
import { commentStyleOf } from '../../../../src/core/embedded/commentStyle.ts';
import { keywords } from '../../../../src/core/embedded/keywords.ts';
import { Lexer } from '../../../../src/core/embedded/lexer.ts';
import { TokenBuffer } from '../../../../src/core/embedded/tokenBuffer.ts';
import { Vocabulary } from '../../../../src/core/embedded/vocabulary.ts';

function wordsOf(path: string, text: string): string[] {
  const vocabulary = new Vocabulary();
  const buffer = new TokenBuffer();
  new Lexer(vocabulary, commentStyleOf(path), buffer).lines(text);
  const tokens = Array.from(buffer.tokens.subarray(0, buffer.length));
  return tokens.map(token => vocabulary.text(token)).filter(word => /^\w/.test(word));
}

const slashes = '// no\nyes // no\n/* no\nno */\nyes\n';
const hash = '# no\nyes # no\n';

/** By extension: comments of every form the language has, between words of code. */
const languages: Readonly<Record<string, string>> = {
  ...{ ts: slashes, js: slashes, java: slashes, kt: slashes, swift: slashes, go: slashes },
  ...{ rs: slashes, c: slashes, cpp: slashes, m: slashes, cs: slashes, scala: slashes },
  ...{ dart: slashes, groovy: slashes, zig: '// no\nyes // no\n', proto: slashes },
  ...{ rb: hash, sh: hash, pl: hash, r: hash, yaml: hash, toml: hash, ex: hash, cmake: hash },
  py: `${hash}"""no\nno"""\nyes\n`,
  php: `${slashes}${hash}`,
  sql: '-- no\nyes -- no\n/* no */\nyes\n',
  lua: '--[[ no\nno ]]\nyes -- no\n',
  hs: '{- no\nno -}\nyes -- no\n',
  ml: '(* no\nno *)\nyes (* no *)\n',
  jl: `#= no\nno =#\n${hash}`,
  erl: '% no\nyes % no\n',
  tf: `${slashes}${hash}`,
  clj: '; no\nyes ; no\n',
  html: '<!-- no\nno -->\nyes\n',
};

test.each(Object.entries(languages))('comments are no code in .%s files', (extension, text) => {
  const words = wordsOf(`a.${extension}`, text);
  expect(words.length).toBeGreaterThan(0);
  expect(new Set(words)).toEqual(new Set(['yes']));
});

test('the words that make up a language are known for many of them', () => {
  const declaring = 'def fn func fun function sub'.split(' ').filter(word => keywords.has(word));
  expect(declaring).toEqual(['def', 'fn', 'func', 'fun', 'function']);
  for (const word of 'elif unless match impl trait namespace package yield lambda nil None'.split(
    ' ',
  )) {
    expect(keywords).toContain(word);
  }
});
