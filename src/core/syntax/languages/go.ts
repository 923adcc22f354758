import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const go: LanguageSyntax = {
  grammar: 'go',
  layout: 'tokens',
  comments: ['comment'],
  strings: ['interpreted_string_literal', 'raw_string_literal', 'rune_literal'],
  holes: [],
  pairs: brackets,
  blockOpeners: ['{'],
  functions: ['function_declaration', 'method_declaration', 'func_literal'],
  definitions: {
    function_declaration: { kind: 'function' },
    method_declaration: { kind: 'method' },
    type_spec: { kind: 'type', body: 'type' },
    type_alias: { kind: 'type', body: 'type' },
    const_spec: { kind: 'variable', several: true, body: 'value' },
    var_spec: { kind: 'variable', several: true, body: 'value' },
    field_declaration: { kind: 'field', several: true },
    method_elem: { kind: 'method' },
  },
  names: ['identifier', 'type_identifier', 'field_identifier', 'package_identifier'],
  lineComment: '//',
};
