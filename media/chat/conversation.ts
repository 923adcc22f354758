import { element, icon } from './element.ts';
import type { PageState } from './pageState.ts';
import { areAboutScript } from './shellBlock.ts';
import { TurnElement } from './turn.ts';

/** Nearer to the end than this counts as "at the end": a line of text is some 20 pixels. */
const nearPixels = 48;

/** The turns, oldest first. It follows a coming answer unless the reader has scrolled away. */
export class ConversationElement {
  readonly root: HTMLElement;
  private readonly turns = element('div', { class: 'turns' });
  private readonly scroller = element(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Conversation' },
    this.turns,
  );
  private readonly toEnd: HTMLButtonElement;
  private readonly elements = new Map<string, TurnElement>();
  private empty: HTMLElement | undefined;
  private conversationId = '';
  private isFollowing = true;

  constructor() {
    const title = 'Go to the end';
    this.toEnd = element(
      'button',
      { type: 'button', class: 'to-end', title, 'aria-label': title, onClick: () => this.follow() },
      icon('arrow-down'),
    );
    this.root = element('div', { class: 'conversation' }, this.scroller, this.toEnd);
    this.scroller.addEventListener('scroll', () => this.noteScroll());
    new ResizeObserver(() => this.keepUp()).observe(this.turns);
  }

  whenEmpty(empty: HTMLElement): void {
    this.empty = empty;
    this.scroller.append(empty);
  }

  update({ conversationId, turns, waiting }: PageState): void {
    if (conversationId !== this.conversationId) {
      this.conversationId = conversationId;
      this.elements.clear();
      this.turns.replaceChildren();
      this.isFollowing = true;
    }
    for (const turn of turns) {
      const isLast = turn === turns.at(-1);
      const why = waiting?.turnId === turn.id ? waiting.why : undefined;
      this.elementOf(turn, turns).update(turn, { isLast, why });
    }
    this.turns.hidden = turns.length === 0;
    if (this.empty) this.empty.hidden = turns.length > 0;
    this.keepUp();
  }

  private elementOf(turn: PageState['turns'][number], turns: PageState['turns']): TurnElement {
    const known = this.elements.get(turn.id);
    if (known) return known;
    const made = new TurnElement(turn, areAboutScript(turns));
    this.elements.set(turn.id, made);
    this.turns.append(made.root);
    this.isFollowing = true;
    return made;
  }

  private follow(): void {
    this.isFollowing = true;
    this.keepUp();
  }

  private keepUp(): void {
    if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.noteScroll();
  }

  private noteScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.isFollowing = scrollHeight - scrollTop - clientHeight < nearPixels;
    this.toEnd.hidden = this.isFollowing;
  }
}
