import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const php: LanguageSyntax = {
  grammar: 'php',
  layout: 'tokens',
  comments: ['comment'],
  strings: ['string', 'encapsed_string', 'heredoc_body', 'nowdoc_body', 'shell_command_expression'],
  holes: [],
  pairs: brackets,
  blockOpeners: ['{'],
  functions: ['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function'],
  definitions: {
    function_definition: { kind: 'function' },
    class_declaration: { kind: 'class' },
    interface_declaration: { kind: 'interface' },
    trait_declaration: { kind: 'class' },
    enum_declaration: { kind: 'enum' },
    enum_case: { kind: 'field' },
    method_declaration: { kind: 'method' },
    property_element: { kind: 'field', body: 'default_value' },
    const_element: { kind: 'variable', name: [] },
    namespace_definition: { kind: 'module' },
  },
  names: ['name'],
  lineComment: '//',
};
