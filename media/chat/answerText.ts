import { CodeBlock, type CodeOrigin } from './codeBlock.ts';
import { element } from './element.ts';
import { renderMarkdown } from './markdown.ts';
import { fencedCode, splitMarkdown } from './splitMarkdown.ts';

interface ShownBlock {
  source: string;
  root: HTMLElement;
  codeBlock: CodeBlock | undefined;
}

/**
 * The Markdown of an answer. Blocks that have not changed stay the elements they were,
 * so a long answer costs one block per frame and a selection in it survives.
 */
export class AnswerText {
  readonly root = element('div', { class: 'markdown' });
  private text = '';
  private blocks: ShownBlock[] = [];
  /** Blocks before this one can't change any more, and where the text after them begins. */
  private settled = { count: 0, end: 0 };

  constructor(private readonly origin: CodeOrigin) {}

  update(text: string): void {
    if (text === this.text) return;
    if (!text.startsWith(this.text)) this.settled = { count: 0, end: 0 };
    this.text = text;
    const rest = splitMarkdown(text.slice(this.settled.end));
    this.show(rest);
    const closed = rest.slice(0, -1);
    this.settled = {
      count: this.settled.count + closed.length,
      end: this.settled.end + closed.reduce((sum, block) => sum + block.length, 0),
    };
  }

  private show(sources: readonly string[]): void {
    const { count } = this.settled;
    sources.forEach((source, index) => {
      this.showBlock(count + index, source);
    });
    for (const extra of this.blocks.splice(count + sources.length)) extra.root.remove();
  }

  private showBlock(at: number, source: string): void {
    const shown = this.blocks[at];
    if (shown?.source === source) return;
    const fenced = fencedCode(source);
    if (fenced && shown?.codeBlock) {
      shown.codeBlock.update(fenced);
      shown.source = source;
      return;
    }
    const made = fenced ? this.codeBlock(source) : this.markdownBlock(source);
    if (shown) shown.root.replaceWith(made.root);
    else this.root.append(made.root);
    this.blocks[at] = made;
  }

  private codeBlock(source: string): ShownBlock {
    const codeBlock = new CodeBlock(this.origin);
    codeBlock.update(fencedCode(source) ?? { info: '', code: source, isClosed: false });
    return { source, root: codeBlock.root, codeBlock };
  }

  private markdownBlock(source: string): ShownBlock {
    const root = element('div', { class: 'block' });
    root.append(renderMarkdown(source));
    for (const pre of root.querySelectorAll('pre')) pre.replaceWith(this.nested(pre));
    return { source, root, codeBlock: undefined };
  }

  /** Code inside a list or a quotation: the same toolbar. */
  private nested(pre: HTMLPreElement): HTMLElement {
    const info = /language-(\S+)/.exec(pre.firstElementChild?.className ?? '')?.[1] ?? '';
    const code = (pre.textContent ?? '').replace(/\n$/, '');
    const codeBlock = new CodeBlock(this.origin);
    codeBlock.update({ info, code, isClosed: true });
    return codeBlock.root;
  }
}
