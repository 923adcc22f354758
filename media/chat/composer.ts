import type { Chip, ModelView } from '../../src/protocol/chatMessages.ts';
import { offeredChip, removableChip } from './chip.ts';
import { element, icon, iconButton } from './element.ts';
import { keep, kept, tell } from './host.ts';
import { MentionList } from './mentionList.ts';

/** What a browser reports while an input method composes, also where `isComposing` comes too late. */
const composingKeyCode = 229;

/** Taller than this the box scrolls: the answer above must stay in sight. */
const mostHeight = 240;

/** Where the question is written, with what goes along and who will answer. */
export class Composer {
  readonly root: HTMLElement;
  private readonly chips = element('div', {
    class: 'chips',
    role: 'list',
    'aria-label': 'Goes with the question',
  });
  private readonly input = element('textarea', {
    rows: '1',
    'aria-label': 'Question',
    placeholder: 'Ask about your code (# adds to it)',
    title: 'Enter sends, Shift+Enter begins a new line',
  });
  private readonly mentions = new MentionList(this.input, ({ opensFiles }) => {
    this.afterInput();
    if (opensFiles) tell({ type: 'addContext' });
  });
  private readonly model = element('button', {
    type: 'button',
    class: 'model-button',
    onClick: () => tell({ type: this.hasModel ? 'switchModel' : 'setUpModel' }),
  });
  private readonly send = iconButton('arrow-up', 'Send (Enter)', () => this.submit());
  private readonly stop = iconButton('debug-stop', 'Stop the answer (Escape)', () =>
    tell({ type: 'stop' }),
  );
  private hasModel = true;
  private isAnswering = false;
  /** Undefined until the host has told what goes along: a question that is sent before waits for that. */
  private chipIds: readonly string[] | undefined;
  private isSubmitDue = false;

  constructor(private readonly lastQuestion: () => string | undefined) {
    this.send.classList.add('send');
    this.stop.classList.add('send');
    const add = iconButton('attach', 'Add files', () => tell({ type: 'addContext' }));
    const bar = element(
      'div',
      { class: 'composer-bar' },
      add,
      this.model,
      element('span', { class: 'spacer' }),
      this.send,
      this.stop,
    );
    this.root = element(
      'div',
      { class: 'composer' },
      this.mentions.root,
      this.chips,
      this.input,
      bar,
    );
    this.input.value = kept().draft ?? '';
    this.input.addEventListener('input', () => {
      this.afterInput();
      this.mentions.update();
    });
    this.input.addEventListener('keydown', event => this.onKey(event));
    document.addEventListener('keydown', event => this.onEscape(event));
    this.update(undefined, undefined, undefined, false);
    this.afterInput();
    new ResizeObserver(() => this.fit()).observe(this.root);
  }

  update(
    chips: readonly Chip[] | undefined,
    offered: Chip | undefined,
    model: ModelView | undefined,
    isAnswering: boolean,
  ): void {
    this.isAnswering = isAnswering;
    this.chips.replaceChildren(
      ...(chips ?? []).map(removableChip),
      ...(offered ? [offeredChip(offered)] : []),
    );
    this.chips.hidden = !chips?.length && !offered;
    this.chipIds = chips?.map(({ id }) => id);
    this.showModel(model);
    const hadFocus = document.activeElement === this.send || document.activeElement === this.stop;
    this.send.hidden = isAnswering;
    this.stop.hidden = !isAnswering;
    if (hadFocus) (isAnswering ? this.stop : this.send).focus();
    if (this.isSubmitDue && chips) this.submit();
  }

  /** Puts a question in the box without sending it, and the cursor behind it. */
  startWith(text: string): void {
    this.input.value = text;
    this.afterInput();
    this.focus();
  }

  focus(): void {
    this.input.focus();
    this.input.selectionStart = this.input.value.length;
  }

  private showModel(model: ModelView | undefined): void {
    this.hasModel = model === undefined || model.name !== undefined;
    this.model.hidden = model === undefined;
    const label = model?.name ?? 'Set up a model';
    this.model.replaceChildren(element('span', {}, label), icon('chevron-down'));
    this.model.title = model?.why ?? '';
    this.model.setAttribute('aria-label', this.hasModel ? `Model: ${label}. Switch` : label);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === composingKeyCode) return;
    if (this.mentions.takesKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      const last = this.lastQuestion();
      if (last === undefined) return;
      event.preventDefault();
      this.startWith(last);
    }
  }

  /** Wherever the focus is on the page, Escape stops the answer, unless it closes something first. */
  private onEscape(event: KeyboardEvent): void {
    const isOther = event.key !== 'Escape' || event.isComposing || event.defaultPrevented;
    if (isOther || !this.isAnswering) return;
    event.preventDefault();
    tell({ type: 'stop' });
  }

  /** While an answer comes, what is written stays where it is. */
  private submit(): void {
    const text = this.input.value;
    this.isSubmitDue = this.chipIds === undefined;
    if (text.trim() === '' || this.isAnswering || !this.chipIds) return;
    tell({ type: 'ask', text, chipIds: this.chipIds });
    this.input.value = '';
    this.afterInput();
    this.focus();
  }

  private afterInput(): void {
    keep({ draft: this.input.value });
    this.send.disabled = this.input.value.trim() === '';
    this.fit();
  }

  /** As tall as its text is at this width. */
  private fit(): void {
    const { style } = this.input;
    style.height = 'auto';
    const { scrollHeight } = this.input;
    style.height = `${Math.min(scrollHeight, mostHeight)}px`;
    style.overflowY = scrollHeight > mostHeight ? 'auto' : 'hidden';
  }
}
