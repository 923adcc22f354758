import { brackets, type LanguageSyntax } from '../languageSyntax.ts';

export const css: LanguageSyntax = {
  grammar: 'css',
  layout: 'tokens',
  comments: ['comment', 'js_comment'],
  strings: ['string_value'],
  holes: [],
  pairs: brackets,
  blockOpeners: ['{'],
  functions: [],
  definitions: {},
  names: ['class_name', 'id_name', 'property_name'],
  lineComment: '//',
};
