import { element, icon } from './element.ts';
import { type Mention, mentionAt, type Offer, withOffer } from './mentionAt.ts';

const listId = 'mentions';

/**
 * The list that opens below a `#`: what can go along with the question. The focus stays in the text, whose attributes
 * tell which option is active; a text of several lines may have no other role than its own.
 */
export class MentionList {
  readonly root = element('div', {
    class: 'mentions',
    id: listId,
    role: 'listbox',
    'aria-label': 'What can go along',
  });
  private mention: Mention | undefined;
  private active = 0;

  /** `onTaken` hears what was chosen once the text has it. */
  constructor(
    private readonly input: HTMLTextAreaElement,
    private readonly onTaken: (offer: Offer) => void,
  ) {
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-haspopup', 'listbox');
    for (const type of ['click', 'keyup'] as const) {
      input.addEventListener(type, () => this.mention && this.update());
    }
    input.addEventListener('blur', () => this.close());
    this.close();
  }

  /** Opens, changes or closes the list after the text or the caret has changed. */
  update(): void {
    const { value, selectionStart, selectionEnd } = this.input;
    const mention = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : undefined;
    if (!mention) {
      this.close();
      return;
    }
    const before = this.mention?.fitting[this.active];
    this.active = before ? Math.max(0, mention.fitting.indexOf(before)) : 0;
    this.mention = mention;
    this.show(mention);
  }

  /** Takes the keys that choose, while the list is open; true when the key was for it. */
  takesKey(event: KeyboardEvent): boolean {
    const { mention } = this;
    if (!mention || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    const count = mention.fitting.length;
    if (event.key === 'ArrowDown') this.moveTo((this.active + 1) % count);
    else if (event.key === 'ArrowUp') this.moveTo((this.active + count - 1) % count);
    else if (event.key === 'Enter' || event.key === 'Tab') this.take(mention.fitting[this.active]);
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  private moveTo(active: number): void {
    this.active = active;
    if (this.mention) this.show(this.mention);
  }

  private take(offer: Offer | undefined): void {
    if (!this.mention || !offer) return;
    const { text, caret } = withOffer(this.input.value, this.mention, offer);
    this.input.value = text;
    this.input.setSelectionRange(caret, caret);
    this.close();
    this.onTaken(offer);
  }

  private show({ fitting }: Mention): void {
    this.root.replaceChildren(...fitting.map((offer, at) => this.option(offer, at)));
    this.root.hidden = false;
    this.input.setAttribute('aria-controls', listId);
    this.input.setAttribute('aria-activedescendant', `${listId}-${fitting[this.active]?.name}`);
  }

  private option(offer: Offer, at: number): HTMLElement {
    const { name, meaning } = offer;
    const isActive = at === this.active;
    const option = element(
      'div',
      {
        class: isActive ? 'mention active' : 'mention',
        id: `${listId}-${name}`,
        role: 'option',
        'aria-selected': `${isActive}`,
        onClick: () => this.take(offer),
      },
      icon(offer.icon),
      element('span', { class: 'mention-name' }, `#${name}`),
      element('span', { class: 'mention-meaning' }, meaning),
    );
    // The text keeps the focus.
    option.addEventListener('mousedown', event => event.preventDefault());
    return option;
  }

  private close(): void {
    this.mention = undefined;
    this.active = 0;
    this.root.hidden = true;
    this.input.removeAttribute('aria-controls');
    this.input.removeAttribute('aria-activedescendant');
  }
}
