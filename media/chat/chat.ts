import { announcement } from './announcement.ts';
import { startCodeWrap } from './codeWrap.ts';
import { Composer } from './composer.ts';
import { ConversationElement } from './conversation.ts';
import { droppedUris } from './droppedUris.ts';
import { element } from './element.ts';
import { EmptyState } from './emptyState.ts';
import { FocusWish } from './focusWish.ts';
import { HistoryPanel } from './historyPanel.ts';
import { listen, tell } from './host.ts';
import { Notices } from './notices.ts';
import { initialState, isAnswering, type PageState, reduce } from './pageState.ts';

let state: PageState = initialState;

const composer = new Composer(() => state.turns.at(-1)?.question);
const empty = new EmptyState(text => composer.startWith(text));
const conversation = new ConversationElement();
const notices = new Notices();
const history = new HistoryPanel(closeHistory);
const wish = new FocusWish(() => composer.focus());

document.body.append(
  element(
    'main',
    { class: 'page' },
    element('h1', { class: 'hidden-label' }, 'Chat with Inkling'),
    conversation.root,
    history.root,
    notices.root,
    composer.root,
  ),
  notices.announcer,
);
conversation.whenEmpty(empty.root);

listen(message => {
  const before = state;
  state = reduce(state, message);
  // Hidden pages get no frames, but they are to be right when they are shown.
  render();
  const words = announcement(before, state);
  if (words) notices.announce(words);
  if (message.type === 'focus') wish.make(performance.now(), document.hasFocus());
});

function render(): void {
  conversation.update(state);
  empty.update(state.model);
  history.show(state.history);
  notices.show(state.notice);
  composer.update(state.chips, state.offered, state.model, isAnswering(state));
}

function closeHistory(): void {
  state = { ...state, history: undefined };
  render();
  composer.focus();
}

document.addEventListener('click', event => openLinkAt(event));
document.addEventListener('keydown', event => {
  if (event.key === 'Enter') openLinkAt(event);
});

function openLinkAt(event: Event): void {
  const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-href]');
  if (!link) return;
  event.preventDefault();
  tell({ type: 'openLink', href: link.dataset.href ?? '' });
}

document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', event => {
  event.preventDefault();
  const uris = droppedUris(event.dataTransfer);
  if (uris.length > 0) tell({ type: 'dropFiles', uris });
});

document.addEventListener('pointerdown', () => wish.drop());
window.addEventListener('focus', () => wish.gotFocus(performance.now()));
startCodeWrap();
tell({ type: 'ready' });
