import { brackets, type DefinitionRule, type LanguageSyntax } from '../languageSyntax.ts';

const definitions: Readonly<Record<string, DefinitionRule>> = {
  function_declaration: { kind: 'function' },
  generator_function_declaration: { kind: 'function' },
  class_declaration: { kind: 'class' },
  method_definition: { kind: 'method' },
  variable_declarator: { kind: 'variable', body: 'value' },
  pair: { kind: 'method', name: ['key'], body: 'value', needsFunctionIn: 'value' },
  assignment_expression: {
    kind: 'function',
    name: ['left', 'property'],
    body: 'right',
    needsFunctionIn: 'right',
  },
};

const javascript: LanguageSyntax = {
  grammar: 'javascript',
  layout: 'tokens',
  comments: ['comment', 'html_comment', 'hash_bang_line'],
  strings: ['string', 'template_string', 'regex'],
  holes: ['template_substitution'],
  pairs: { ...brackets, '${': '}', jsx_opening_element: 'jsx_closing_element' },
  tokenNodes: ['jsx_opening_element', 'jsx_closing_element'],
  blockOpeners: ['{', 'jsx_opening_element'],
  functions: [
    'function_declaration',
    'generator_function_declaration',
    'function_expression',
    'generator_function',
    'arrow_function',
    'method_definition',
  ],
  definitions: {
    ...definitions,
    field_definition: { kind: 'field', name: ['property'], body: 'value' },
  },
  names: [
    'identifier',
    'property_identifier',
    'shorthand_property_identifier',
    'private_property_identifier',
  ],
  lineComment: '//',
};

const typescript: LanguageSyntax = {
  ...javascript,
  grammar: 'typescript',
  definitions: {
    ...definitions,
    function_signature: { kind: 'function' },
    abstract_class_declaration: { kind: 'class' },
    abstract_method_signature: { kind: 'method' },
    method_signature: { kind: 'method' },
    interface_declaration: { kind: 'interface' },
    type_alias_declaration: { kind: 'type', body: 'value' },
    enum_declaration: { kind: 'enum' },
    internal_module: { kind: 'module' },
    module: { kind: 'module' },
    public_field_definition: { kind: 'field', body: 'value' },
    property_signature: { kind: 'field' },
    enum_assignment: { kind: 'field', body: 'value' },
  },
  names: [...javascript.names, 'type_identifier'],
};

/** JavaScript with JSX, TypeScript, and both at once. */
export const scriptLanguages = { javascript, typescript, tsx: { ...typescript, grammar: 'tsx' } };
