import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

/** C++, whose grammar reads C as well. */
export const cpp: LanguageSyntax = {
  grammar: 'cpp',
  layout: 'tokens',
  comments: ['comment'],
  strings: ['string_literal', 'raw_string_literal', 'char_literal', 'system_lib_string'],
  holes: [],
  pairs: brackets,
  blockOpeners: ['{'],
  functions: ['function_definition', 'lambda_expression'],
  definitions: {
    function_definition: { kind: 'function', name: ['declarator'] },
    declaration: { kind: 'function', name: ['declarator'], needsDeclaredFunction: true },
    field_declaration: {
      kind: 'field',
      name: ['declarator'],
      several: true,
      body: 'default_value',
    },
    class_specifier: { kind: 'class' },
    struct_specifier: { kind: 'class' },
    union_specifier: { kind: 'class' },
    enum_specifier: { kind: 'enum' },
    enumerator: { kind: 'field' },
    namespace_definition: { kind: 'module' },
    type_definition: { kind: 'type', name: ['declarator'], body: 'type' },
    alias_declaration: { kind: 'type', body: 'type' },
    concept_definition: { kind: 'type' },
    preproc_def: { kind: 'macro', body: 'value' },
    preproc_function_def: { kind: 'macro', body: 'value' },
  },
  names: ['identifier', 'type_identifier', 'field_identifier', 'namespace_identifier'],
  lineComment: '//',
};
