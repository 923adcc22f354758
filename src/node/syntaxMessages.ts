import type { SyntaxAnswers, SyntaxAsk } from '../core/syntax/syntaxAsk.ts';

/** What the extension host asks the syntax worker. */
export interface ToSyntaxWorker {
  readonly id: number;
  readonly ask: SyntaxAsk;
}

/** What the syntax worker answers. */
export interface FromSyntaxWorker {
  readonly id: number;
  readonly answer: SyntaxAnswers[keyof SyntaxAnswers] | undefined;
}
