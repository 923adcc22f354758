import { iconButton } from './element.ts';
import { keep, kept } from './host.ts';

const wrapsClass = 'wraps-code';
/** The blocks on the page; those of conversations that were left are dropped when the choice changes. */
const blocks = new Set<CodeWrap>();

/** Whether all code blocks wrap long lines instead of scrolling sideways: one choice for the whole chat. */
function isWrapping(): boolean {
  return document.body.classList.contains(wrapsClass);
}

function setWrapping(isOn: boolean): void {
  document.body.classList.toggle(wrapsClass, isOn);
  keep({ wrapsCode: isOn });
  for (const block of blocks) {
    if (block.isGone) blocks.delete(block);
    else block.show();
  }
}

/** Restores the choice, and lets Alt+Z change it as it does in an editor. */
export function startCodeWrap(): void {
  setWrapping(kept().wrapsCode ?? false);
  document.addEventListener('keydown', event => {
    if (!event.altKey || event.code !== 'KeyZ' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setWrapping(!isWrapping());
  });
}

/** The button for that on a code block; it is there only where lines are too long, or wrapped. */
export class CodeWrap {
  readonly button = iconButton('word-wrap', 'Wrap long lines (Alt+Z)', () =>
    setWrapping(!isWrapping()),
  );

  constructor(private readonly body: HTMLElement) {
    blocks.add(this);
    new ResizeObserver(() => this.show()).observe(body);
    this.show();
  }

  get isGone(): boolean {
    return !this.body.isConnected;
  }

  show(): void {
    this.button.setAttribute('aria-pressed', `${isWrapping()}`);
    this.button.hidden = !isWrapping() && this.body.scrollWidth <= this.body.clientWidth;
  }
}
