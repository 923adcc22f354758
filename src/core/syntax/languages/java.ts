import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const java: LanguageSyntax = {
  grammar: 'java',
  layout: 'tokens',
  comments: ['line_comment', 'block_comment'],
  strings: ['string_literal', 'character_literal'],
  holes: ['string_interpolation'],
  pairs: brackets,
  blockOpeners: ['{'],
  functions: [
    'method_declaration',
    'constructor_declaration',
    'compact_constructor_declaration',
    'lambda_expression',
  ],
  definitions: {
    class_declaration: { kind: 'class' },
    interface_declaration: { kind: 'interface' },
    annotation_type_declaration: { kind: 'interface' },
    enum_declaration: { kind: 'enum' },
    enum_constant: { kind: 'field' },
    record_declaration: { kind: 'class' },
    method_declaration: { kind: 'method' },
    constructor_declaration: { kind: 'method' },
    compact_constructor_declaration: { kind: 'method' },
    annotation_type_element_declaration: { kind: 'method' },
    variable_declarator: { kind: 'field', body: 'value' },
  },
  names: ['identifier', 'type_identifier'],
  lineComment: '//',
};
