import type { TurnView } from '../../src/protocol/chatMessages.ts';
import type { FencedCode } from './splitMarkdown.ts';

const shells =
  /^(?:bash|bat|batch|cmd|console|fish|powershell|ps1?|pwsh|sh|shell|shell-?session|terminal|zsh)$/i;
const script = /\.(?:bash|bat|cmd|fish|ps1|sh|zsh)\b/i;

/** Whether a code block is to be typed into a terminal: it names no file, and is no script of its own. */
export function isForTerminal({ info, code }: Pick<FencedCode, 'info' | 'code'>): boolean {
  return shells.test(info.trim()) && !code.startsWith('#!');
}

/** Whether a script went along with one of these questions: then a block of shell may be a change to it. */
export function areAboutScript(turns: readonly Pick<TurnView, 'chips'>[]): boolean {
  return turns.some(({ chips }) => chips.some(({ label }) => script.test(label)));
}
