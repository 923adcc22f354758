import { describe, expect, test } from 'vitest';
import { commentStyleOf } from '../../../../src/core/embedded/commentStyle.ts';
import { gapText } from '../../../../src/core/embedded/gap.ts';
import { Lexer } from '../../../../src/core/embedded/lexer.ts';
import { TokenBuffer } from '../../../../src/core/embedded/tokenBuffer.ts';
import { lastLineEnd } from '../../../../src/core/embedded/tokenIds.ts';
import { Vocabulary } from '../../../../src/core/embedded/vocabulary.ts';

const lineStarts = ['', '=', '>', '<', '<<', '<<<', '~=', '~>', '~<'];

/** One line of tokens for each line of code, after the sign of how it is indented. */
function lex(path: string, text: string): string[] {
  const vocabulary = new Vocabulary();
  const buffer = new TokenBuffer();
  new Lexer(vocabulary, commentStyleOf(path), buffer).lines(text);
  const lines: string[] = [];
  for (let i = 0; i < buffer.length; i++) {
    const token = buffer.tokens[i]!;
    if (token <= lastLineEnd) lines.push(lineStarts[token]!);
    else lines.push(`${lines.pop()} ${vocabulary.text(token)}`);
  }
  return lines;
}

function check(path: string, text: string, expected: string[]): void {
  expect(lex(path, text)).toEqual(expected);
}

describe('the lexer', () => {
  test('splits words, numbers and operators', () => {
    check('a.ts', 'const x_1 = a?.b ?? 1.5e3 !== c[0..9];', [
      '= const x_1 = a ?. b ?? 1.5e3 !== c [ 0 .. 9 ] ;',
    ]);
  });

  test('tells how each line is indented against the one before', () => {
    check('a.py', 'def f():\n  if x:\n    y()\n    z()\n\ndef g():\n\n  pass', [
      '= def f ( ) :',
      '> if x :',
      '> y ( )',
      '= z ( )',
      '<< def g ( ) :',
      '~> pass',
    ]);
  });

  test('leaves comments out, also those that start behind code', () => {
    check('a.ts', '// one\na(); // two\n/* three\n four */\nb();\nc(/* five */ d);\n/** six */', [
      '= a ( ) ;',
      '= b ( ) ;',
      '= c ( d ) ;',
    ]);
  });

  test('takes a comment mark in a string for text', () => {
    check('a.ts', `get('http://x');`, [`= get ( ' http : / / x ' ) ;`]);
    check('a.py', `color = '#fff'  # white`, [`= color = ' # fff '`]);
  });

  test('leaves docstrings out', () => {
    check('a.py', 'def f():\n    """One.\n\n    Two.\n    """\n    return 1', [
      '= def f ( ) :',
      '> return 1',
    ]);
  });

  test('reads CRLF like LF', () => {
    expect(lex('a.go', 'a {\r\n\tb()\r\n}\r\n')).toEqual(lex('a.go', 'a {\n\tb()\n}\n'));
  });

  test('skips minified lines', () => {
    check('a.js', `a();\n${'b();'.repeat(400)}\nc();`, ['= a ( ) ;', '= c ( ) ;']);
  });

  test('keeps white space inside a line', () => {
    const vocabulary = new Vocabulary();
    const buffer = new TokenBuffer();
    new Lexer(vocabulary, commentStyleOf('a.ts'), buffer).lines('a  =\tb;');
    const gaps = [...buffer.gaps.subarray(1, buffer.length)].map(gapText);
    expect(gaps).toEqual(['', '  ', '\t', '']);
  });
});
