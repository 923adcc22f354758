import { CodeWrap } from './codeWrap.ts';
import { element, icon, iconButton, toolbar } from './element.ts';
import { highlight } from './highlight.ts';
import { tell } from './host.ts';
import { sanitized } from './markdown.ts';
import { isForTerminal } from './shellBlock.ts';
import type { FencedCode } from './splitMarkdown.ts';
import { terminalText } from './terminalText.ts';

/** The answer that a code block is from. */
export interface CodeOrigin {
  readonly turnId: string;
  /** A script went along: a block of shell may be a change to it. */
  readonly isAboutScript: boolean;
}

/** A code block with its toolbar. While its answer comes it is updated in place, so that nothing flickers. */
export class CodeBlock {
  readonly root: HTMLElement;
  private readonly name = element('span', { class: 'code-name' });
  private readonly code = element('code');
  private readonly body = element('pre', { tabindex: '0' }, this.code);
  private readonly wrap = new CodeWrap(this.body);
  private readonly copyButton: HTMLButtonElement;
  private readonly header = element('div', { class: 'code-header' }, this.name);
  private shown: FencedCode | undefined;
  private isForTerminal: boolean | undefined;

  constructor(private readonly of: CodeOrigin) {
    this.copyButton = iconButton('copy', 'Copy code', () => this.copy());
    this.root = element('div', { class: 'code-block' }, this.header, this.body);
  }

  update(fenced: FencedCode): void {
    const { shown } = this;
    if (
      fenced.code === shown?.code &&
      fenced.info === shown.info &&
      fenced.isClosed === shown.isClosed
    )
      return;
    this.shown = fenced;
    this.showActions(isForTerminal(fenced) && !this.of.isAboutScript);
    const [language = '', ...rest] = fenced.info.split(/\s+/);
    const name = rest.length > 0 ? rest.join(' ') : language || 'text';
    this.name.replaceChildren(...nameParts(name));
    this.name.title = name;
    const coloured = highlight(fenced.code, language.toLowerCase(), fenced.isClosed);
    if (coloured === undefined) this.code.textContent = fenced.code;
    else this.code.replaceChildren(sanitized(coloured));
    this.wrap.show();
  }

  /** Commands have no file to be applied to. The words after the fence come in pieces, as all of an answer. */
  private showActions(isCommand: boolean): void {
    if (isCommand === this.isForTerminal) return;
    this.isForTerminal = isCommand;
    const code = () => this.text;
    const own = isCommand
      ? [
          iconButton('terminal', 'Insert into the terminal, without running it', () =>
            tell({ type: 'toTerminal', text: terminalText(this.text) }),
          ),
        ]
      : [
          iconButton('git-compare', 'Apply to the file as a change to review', () => this.apply()),
          iconButton('insert', 'Insert at the cursor', () =>
            tell({ type: 'insert', code: code() }),
          ),
        ];
    const actions = toolbar('Code actions', [...own, this.copyButton, this.wrap.button]);
    this.header.replaceChildren(this.name, actions);
  }

  private get text(): string {
    return this.shown?.code ?? '';
  }

  private apply(): void {
    const { of, text } = this;
    tell({
      type: 'apply',
      turnId: of.turnId,
      code: text,
      info: (this.shown?.info ?? '').slice(0, 1000),
    });
  }

  private copy(): void {
    tell({ type: 'copy', text: this.text });
    this.copyButton.replaceChildren(icon('check'));
    setTimeout(() => this.copyButton.replaceChildren(icon('copy')), 1500);
  }
}

/** A path as its file first and then its folder, which is what may be cut off in a narrow sidebar; anything else as it is. */
function nameParts(name: string): (HTMLElement | string)[] {
  const [, folder, file] = /^([^\s=:]+)\/([^\s/]+)$/.exec(name) ?? [];
  return folder && file ? [element('span', { class: 'code-file' }, file), ` ${folder}`] : [name];
}
