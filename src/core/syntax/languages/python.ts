import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const python: LanguageSyntax = {
  grammar: 'python',
  layout: 'indentation',
  comments: ['comment'],
  strings: ['string'],
  holes: ['interpolation'],
  pairs: brackets,
  blockOpeners: [':'],
  functions: ['function_definition', 'lambda'],
  definitions: {
    function_definition: { kind: 'function' },
    class_definition: { kind: 'class' },
    assignment: { kind: 'variable', name: ['left'], body: 'right' },
    type_alias_statement: { kind: 'type', name: ['left'] },
  },
  names: ['identifier'],
  lineComment: '#',
};
