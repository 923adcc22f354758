import { grammarOf } from './grammarOf.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { bash } from './languages/bash.ts';
import { cpp } from './languages/cpp.ts';
import { csharp } from './languages/csharp.ts';
import { css } from './languages/css.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { rust } from './languages/rust.ts';
import { scriptLanguages } from './languages/script.ts';

const { javascript, typescript, tsx } = scriptLanguages;

const byGrammar: ReadonlyMap<string, LanguageSyntax> = new Map(
  [
    ...[typescript, tsx, javascript, python, go, rust, java, csharp],
    ...[cpp, ruby, php, bash, css],
  ].map(language => [language.grammar, language]),
);

/** What is known of the syntax of a file's language. */
export function languageSyntaxOf(path: string, languageId?: string): LanguageSyntax | undefined {
  return byGrammar.get(grammarOf(path, languageId) ?? '');
}
