import type { AnswerView, TurnView } from '../../src/protocol/chatMessages.ts';
import { endingOf, leftOutNotes, signature, signatureDetail } from './answerNotes.ts';
import { AnswerText } from './answerText.ts';
import { chipButton } from './chip.ts';
import { element, icon, iconButton, textButton, toolbar } from './element.ts';
import { tell } from './host.ts';

/** What a turn needs to know beyond itself. */
export interface TurnSurroundings {
  readonly isLast: boolean;
  /** Why nothing of its answer comes now. */
  readonly why: string | undefined;
}

/** One question and its answer. */
export class TurnElement {
  readonly root: HTMLElement;
  private readonly answerText: AnswerText;
  private readonly waiting = element('div', { class: 'waiting' });
  private readonly notes = element('div', { class: 'notes' });
  private readonly footer = element('div', { class: 'answer-footer' });
  private shown: ({ turn: TurnView } & TurnSurroundings) | undefined;

  constructor(turn: TurnView, isAboutScript: boolean) {
    this.answerText = new AnswerText({ turnId: turn.id, isAboutScript });
    const question = element(
      'div',
      { class: 'question' },
      element('h2', { class: 'hidden-label' }, 'You asked'),
      questionText(turn.question),
      turn.chips.length > 0 && chipList(turn),
    );
    const answer = element(
      'div',
      { class: 'answer' },
      element('h2', { class: 'hidden-label' }, 'Answer'),
      this.answerText.root,
      this.waiting,
      this.notes,
      this.footer,
    );
    this.root = element('article', { class: 'turn' }, question, answer);
  }

  update(turn: TurnView, { isLast, why }: TurnSurroundings): void {
    const { shown } = this;
    if (shown?.turn === turn && shown.isLast === isLast && shown.why === why) return;
    this.shown = { turn, isLast, why };
    const { answer } = turn;
    this.answerText.update(answer.text);
    const isComing = answer.outcome === undefined;
    this.root.classList.toggle('coming', isComing);
    this.waiting.hidden = !isComing || (answer.text !== '' && why === undefined);
    this.waiting.replaceChildren(dots(), why ?? waitingFor(answer));
    if (isComing && shown?.turn.answer.outcome === undefined && shown?.isLast === isLast) return;
    this.notes.replaceChildren(...noteElements(turn, isLast));
    this.footer.replaceChildren(...footerElements(turn, isLast));
  }
}

/** Where a long question scrolls, the keyboard can get there. */
function questionText(question: string): HTMLElement {
  const text = element('div', { class: 'question-text' }, question);
  const follow = () => {
    if (text.scrollHeight > text.clientHeight) text.tabIndex = 0;
    else text.removeAttribute('tabindex');
  };
  new ResizeObserver(follow).observe(text);
  return text;
}

function chipList(turn: TurnView): HTMLElement {
  const list = element('div', { class: 'chips', role: 'list', 'aria-label': 'Attached' });
  list.append(...turn.chips.map(chipButton));
  return list;
}

function dots(): HTMLElement {
  const dot = () => element('span', { class: 'dot' });
  return element('span', { class: 'dots', 'aria-hidden': 'true' }, dot(), dot(), dot());
}

function waitingFor({ model }: AnswerView): string {
  return model ? `Waiting for ${model.name}` : 'Choosing a model';
}

function noteElements({ id, answer }: TurnView, isLast: boolean): HTMLElement[] {
  if (answer.outcome === undefined) return [];
  const leftOut = [
    ...foundPlaces(answer),
    ...leftOutNotes(answer).map(note => element('div', { class: 'note' }, icon('info'), note)),
  ];
  const ending = endingOf(answer);
  if (ending === undefined) return leftOut;
  if (answer.outcome !== 'failed') {
    return [...leftOut, element('div', { class: 'note' }, icon('info'), ending)];
  }
  return [...leftOut, failureCard(id, answer, ending, isLast)];
}

/** What the workspace added to the question, folded away. */
function foundPlaces({ found }: AnswerView): HTMLElement[] {
  if (!found?.length) return [];
  const list = element('div', { class: 'chips', role: 'list', 'aria-label': 'From the workspace' });
  list.append(...found.map(chipButton));
  const { length } = found;
  const words = length === 1 ? 'One file of the workspace' : `${length} files of the workspace`;
  return [
    element('details', { class: 'found' }, element('summary', {}, `${words} went along`), list),
  ];
}

/** What went wrong, calmly, with what can be done about it. */
function failureCard(
  turnId: string,
  answer: AnswerView,
  message: string,
  isLast: boolean,
): HTMLElement {
  const kind = answer.failure?.kind;
  const retry = () => tell({ type: 'retry', turnId });
  const setUp = () => tell({ type: 'setUpModel' });
  const enterKey = () => tell({ type: 'enterKey' });
  const needsKey = kind === 'unauthorized';
  const isAboutModel = kind === 'noModel' || kind === 'notFound' || kind === 'consent';
  const actions = element(
    'div',
    { class: 'card-actions' },
    isLast && needsKey && textButton('Enter API Key…', enterKey, { class: 'button' }),
    isLast && isAboutModel && textButton('Set Up a Model', setUp, { class: 'button' }),
    isLast &&
      textButton('Ask Again', retry, {
        class: needsKey || isAboutModel ? 'button quiet' : 'button',
      }),
  );
  return element(
    'div',
    { class: kind === 'noModel' ? 'card' : 'card problem' },
    icon(kind === 'noModel' ? 'plug' : 'warning'),
    element('div', { class: 'card-body' }, element('p', {}, message), actions),
  );
}

function footerElements({ id, answer }: TurnView, isLast: boolean): HTMLElement[] {
  if (answer.outcome === undefined) return [];
  const buttons = [
    answer.text !== '' &&
      iconButton('copy', 'Copy the answer as Markdown', () =>
        tell({ type: 'copy', text: answer.text }),
      ),
    isLast &&
      answer.outcome !== 'failed' &&
      iconButton('refresh', 'Ask again', () => tell({ type: 'retry', turnId: id })),
  ].filter(button => button !== false);
  const words = signature(answer);
  const by = element('span', { class: 'signature', title: signatureDetail(answer) }, words);
  return [
    ...(words ? [by] : []),
    ...(buttons.length > 0 ? [toolbar('Answer actions', buttons)] : []),
  ];
}
