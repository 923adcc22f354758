import type { ModelView } from '../../src/protocol/chatMessages.ts';
import { element, icon, textButton } from './element.ts';
import { tell } from './host.ts';

const starters = [
  {
    icon: 'book',
    label: 'Explain this code',
    text: 'Explain this code: what it does, and what is easy to get wrong.',
  },
  {
    icon: 'bug',
    label: 'Look for mistakes',
    text: 'Look for mistakes in this code. Name the line, the case in which it goes wrong, and the fix.',
  },
  {
    icon: 'beaker',
    label: 'Suggest tests',
    text: 'Which cases should tests of this code cover? Write the tests.',
  },
] as const;

/** What the page shows before the first question: how to begin, or the way to a model when there is none. */
export class EmptyState {
  readonly root = element('div', { class: 'empty' });
  private readonly model = element('div', { class: 'empty-model' });

  constructor(startWith: (text: string) => void) {
    const buttons = starters.map(starter =>
      textButton(starter.label, () => startWith(starter.text), {
        icon: starter.icon,
        class: 'starter',
      }),
    );
    this.root.append(
      drop(),
      element('h2', {}, 'Ask about your code'),
      element(
        'p',
        { class: 'muted' },
        'The file in front goes along with the first question, or what you select in it. More files can be added, or dropped here with Shift held.',
      ),
      this.model,
      element('div', { class: 'starters' }, ...buttons),
    );
  }

  update(model: ModelView | undefined): void {
    if (!model) this.model.replaceChildren();
    else if (model.name !== undefined) this.model.replaceChildren(answersFrom(model));
    else this.model.replaceChildren(wayToModel(model.why));
  }
}

function answersFrom({
  name,
  providerName,
  why,
}: Extract<ModelView, { name: string }>): HTMLElement {
  return element(
    'p',
    { class: 'muted', title: why },
    `Answers come from ${name} (${providerName}).`,
  );
}

function wayToModel(why: string): HTMLElement {
  const setUp = textButton('Set Up a Model', () => tell({ type: 'setUpModel' }));
  return element(
    'div',
    { class: 'card' },
    icon('plug'),
    element(
      'div',
      { class: 'card-body' },
      element('p', {}, element('strong', {}, 'Chat needs a model.'), ` ${why}`),
      element(
        'p',
        { class: 'muted' },
        'A server on this machine, an endpoint with a key, or a model that VS Code has: it takes a minute. Suggestions while typing work without one.',
      ),
      element('div', { class: 'card-actions' }, setUp),
    ),
  );
}

/** The drop of the icon, drawn: the page loads no pictures. */
function drop(): SVGElement {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('class', 'drop');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute(
    'd',
    'M12 1.5c.3 0 .6.2.8.4 3.6 4.6 6.2 8.2 6.2 12a7 7 0 0 1-14 0c0-3.8 2.6-7.4 6.2-12 .2-.2.5-.4.8-.4Zm0 2.7C8.8 8.4 6.5 11.3 6.5 13.9a5.5 5.5 0 0 0 4.75 5.45V14.6a1.75 1.75 0 1 1 1.5 0v4.75a5.5 5.5 0 0 0 4.75-5.45c0-2.6-2.3-5.5-5.5-9.7Z',
  );
  path.setAttribute('fill', 'currentColor');
  path.setAttribute('fill-rule', 'evenodd');
  picture.append(path);
  return picture;
}
