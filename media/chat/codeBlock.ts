import { CodeWrap } from './codeWrap.ts';
import { element, icon, iconButton, toolbar } from './element.ts';
import { highlight } from './highlight.ts';
import { tell } from './host.ts';
import { sanitized } from './markdown.ts';
import type { FencedCode } from './splitMarkdown.ts';

/** A code block with its toolbar. While its answer comes it is updated in place, so that nothing flickers. */
export class CodeBlock {
  readonly root: HTMLElement;
  private readonly name = element('span', { class: 'code-name' });
  private readonly code = element('code');
  private readonly body = element('pre', { tabindex: '0' }, this.code);
  private readonly wrap = new CodeWrap(this.body);
  private readonly copyButton: HTMLButtonElement;
  private shown: FencedCode | undefined;

  constructor(private readonly turnId: string) {
    this.copyButton = iconButton('copy', 'Copy code', () => this.copy());
    const buttons = [
      iconButton('git-compare', 'Apply to the file as a change to review', () => this.apply()),
      iconButton('insert', 'Insert at the cursor', () => tell({ type: 'insert', code: this.text })),
      this.copyButton,
      this.wrap.button,
    ];
    const header = element(
      'div',
      { class: 'code-header' },
      this.name,
      toolbar('Code actions', buttons),
    );
    this.root = element('div', { class: 'code-block' }, header, this.body);
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
    const [language = '', ...rest] = fenced.info.split(/\s+/);
    const name = rest.length > 0 ? rest.join(' ') : language || 'text';
    this.name.textContent = name;
    this.name.title = name;
    const coloured = highlight(fenced.code, language.toLowerCase(), fenced.isClosed);
    if (coloured === undefined) this.code.textContent = fenced.code;
    else this.code.replaceChildren(sanitized(coloured));
    this.wrap.show();
  }

  private get text(): string {
    return this.shown?.code ?? '';
  }

  private apply(): void {
    const { turnId, text } = this;
    tell({ type: 'apply', turnId, code: text, info: (this.shown?.info ?? '').slice(0, 1000) });
  }

  private copy(): void {
    tell({ type: 'copy', text: this.text });
    this.copyButton.replaceChildren(icon('check'));
    setTimeout(() => this.copyButton.replaceChildren(icon('copy')), 1500);
  }
}
