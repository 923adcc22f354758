import type { HistoryRow } from '../../src/protocol/chatMessages.ts';
import { element, icon, iconButton, textButton } from './element.ts';
import { tell } from './host.ts';
import { timeAgo } from './timeAgo.ts';

/** A list as long as this is easier to filter than to read. */
const rowsWithoutFilter = 8;

/** The earlier chats, over the conversation. */
export class HistoryPanel {
  readonly root = element('section', { class: 'history', 'aria-label': 'Earlier chats' });
  private readonly list = element('div', { class: 'history-list', role: 'list' });
  private readonly filter = element('input', {
    type: 'search',
    placeholder: 'Filter by title',
    'aria-label': 'Filter by title',
  });
  private rows: readonly HistoryRow[] = [];
  private deleted: HistoryRow | undefined;

  constructor(private readonly close: () => void) {
    const closeButton = iconButton('close', 'Close (Escape)', close);
    const header = element(
      'div',
      { class: 'history-header' },
      element('h2', {}, 'Earlier chats'),
      closeButton,
    );
    this.root.append(header, this.filter, this.list);
    this.root.hidden = true;
    this.filter.addEventListener('input', () => this.render());
    this.root.addEventListener('keydown', event => this.onKey(event));
  }

  show(rows: readonly HistoryRow[] | undefined): void {
    if (rows === this.rows && !this.root.hidden) return;
    const wasHidden = this.root.hidden;
    this.root.hidden = rows === undefined;
    if (!rows) {
      this.rows = [];
      this.deleted = undefined;
      return;
    }
    this.rows = rows;
    this.filter.hidden = rows.length < rowsWithoutFilter;
    if (wasHidden) this.filter.value = '';
    this.render();
    if (wasHidden) this.focusFirst();
  }

  private focusFirst(): void {
    const first = this.list.querySelector('button') ?? this.root.querySelector('button');
    first?.focus();
  }

  private render(): void {
    const wanted = this.filter.value.trim().toLowerCase();
    const rows = this.rows.filter(row => row.title.toLowerCase().includes(wanted));
    const none = this.rows.length === 0 ? 'No chats yet.' : 'No chat has this in its title.';
    this.list.replaceChildren(
      ...(this.deleted ? [this.undoRow(this.deleted)] : []),
      ...rows.map(row => this.row(row)),
      ...(rows.length === 0 ? [element('p', { class: 'muted', role: 'listitem' }, none)] : []),
    );
  }

  private row(row: HistoryRow): HTMLElement {
    const open = element(
      'button',
      { type: 'button', class: 'history-open', title: row.title, onClick: () => this.open(row) },
      element('span', { class: 'history-title' }, row.title),
      element('span', { class: 'history-time' }, timeAgo(row.changedAtMs, Date.now())),
    );
    if (row.isOpen) open.setAttribute('aria-current', 'true');
    const remove = iconButton('trash', `Delete “${row.title}”`, () => this.delete(row));
    return element('div', { class: 'history-row', role: 'listitem' }, open, remove);
  }

  private undoRow(row: HistoryRow): HTMLElement {
    const undo = () => {
      this.deleted = undefined;
      tell({ type: 'restoreChat', id: row.id });
    };
    return element(
      'div',
      { class: 'history-row undo', role: 'listitem' },
      element('span', { class: 'history-title' }, icon('trash'), ` Deleted “${row.title}”`),
      textButton('Undo', undo, { class: 'link-button' }),
    );
  }

  private open(row: HistoryRow): void {
    this.close();
    tell({ type: 'openChat', id: row.id });
  }

  private delete(row: HistoryRow): void {
    this.deleted = row;
    tell({ type: 'deleteChat', id: row.id });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const opens = [...this.list.querySelectorAll<HTMLElement>('.history-open')];
    const at = opens.indexOf(document.activeElement as HTMLElement);
    const next = opens[Math.min(opens.length - 1, Math.max(0, at + step))];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
