import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

const endWords = ['def', 'class', 'module', 'if', 'unless', 'while', 'until', 'for', 'case'];

export const ruby: LanguageSyntax = {
  grammar: 'ruby',
  layout: 'tokens',
  comments: ['comment'],
  strings: ['string', 'heredoc_body', 'regex', 'subshell', 'string_array', 'symbol_array'],
  holes: ['interpolation'],
  pairs: {
    ...brackets,
    '#{': '}',
    do: 'end',
    begin: 'end',
    ...Object.fromEntries(endWords.map(word => [word, 'end'])),
  },
  blockOpeners: ['{', 'do', 'begin', ...endWords],
  leadingOpeners: endWords,
  functions: ['method', 'singleton_method', 'lambda'],
  definitions: {
    method: { kind: 'method' },
    singleton_method: { kind: 'method' },
    class: { kind: 'class' },
    module: { kind: 'module' },
    assignment: { kind: 'variable', name: ['left'], body: 'right' },
  },
  names: ['identifier', 'constant'],
  lineComment: '#',
};
