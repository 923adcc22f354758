import { element, icon, iconButton } from './element.ts';
import type { Notice } from './pageState.ts';

/** Long enough to be read; a problem stays until it is closed, or something else is begun. */
const shownForMs = 3000;

/** Short confirmations and calm complaints above the composer, and what a screen reader is told. */
export class Notices {
  readonly root = element('div', { class: 'notice' });
  readonly announcer = element('div', {
    class: 'hidden-label',
    role: 'status',
    'aria-live': 'polite',
  });
  private shown: Notice | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.root.hidden = true;
  }

  show(notice: Notice | undefined): void {
    if (notice?.id === this.shown?.id) return;
    this.shown = notice;
    clearTimeout(this.timer);
    this.root.hidden = notice === undefined;
    if (!notice) return;
    const hide = () => {
      this.root.hidden = true;
    };
    this.root.classList.toggle('problem', notice.isProblem);
    this.root.replaceChildren(
      icon(notice.isProblem ? 'warning' : 'check'),
      element('span', { class: 'notice-text' }, notice.text),
      ...(notice.isProblem ? [iconButton('close', 'Close', hide)] : []),
    );
    if (!notice.isProblem) this.timer = setTimeout(hide, shownForMs);
    this.announce(notice.text);
  }

  announce(text: string): void {
    this.announcer.textContent = text;
  }
}
