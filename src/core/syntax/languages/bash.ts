import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const bash: LanguageSyntax = {
  grammar: 'bash',
  layout: 'tokens',
  comments: ['comment'],
  strings: ['string', 'raw_string', 'ansi_c_string', 'heredoc_body'],
  holes: ['command_substitution', 'expansion'],
  pairs: {
    ...brackets,
    '$(': ')',
    '${': '}',
    '((': '))',
    '$((': '))',
    '[[': ']]',
    if: 'fi',
    case: 'esac',
    do: 'done',
  },
  blockOpeners: ['{', 'if', 'case', 'do'],
  functions: ['function_definition'],
  definitions: {
    function_definition: { kind: 'function' },
    variable_assignment: { kind: 'variable', body: 'value' },
  },
  names: ['word', 'variable_name'],
  lineComment: '#',
};
