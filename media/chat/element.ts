type Child = Node | string | undefined | false;

/** What an element may be given at birth; `on…` are listeners, everything else is an attribute. */
export interface ElementOptions {
  readonly class?: string;
  readonly title?: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly [attribute: string]: string | ((event: MouseEvent) => void) | undefined;
}

/** Makes an element with attributes and children; text children are text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'string') made.setAttribute(name, value);
    else if (value) made.addEventListener('click', value as EventListener);
  }
  made.append(...children.filter(child => child !== undefined && child !== false));
  return made;
}

/** A codicon; it is decoration, the words around it say the same. */
export function icon(name: string): HTMLElement {
  return element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/** A button that shows an icon only; its label is its tooltip and its name. */
export function iconButton(name: string, label: string, onClick: () => void): HTMLButtonElement {
  const options = {
    type: 'button',
    class: 'icon-button',
    title: label,
    'aria-label': label,
    onClick,
  };
  return element('button', options, icon(name));
}

/** A button with words, and perhaps an icon before them. */
export function textButton(
  label: string,
  onClick: () => void,
  options: { readonly icon?: string; readonly class?: string } = {},
): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: options.class ?? 'button', onClick },
    options.icon !== undefined && icon(options.icon),
    element('span', {}, label),
  );
}

/** Makes the buttons of a toolbar one tab stop; arrow keys, Home and End move among them. */
export function toolbar(label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const bar = element(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': label },
    ...buttons,
  );
  const makeCurrent = (current: HTMLButtonElement) => {
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  };
  if (buttons[0]) makeCurrent(buttons[0]);
  bar.addEventListener('keydown', event => {
    const shown = buttons.filter(button => !button.hidden);
    const at = shown.findIndex(button => button.matches(':focus'));
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const target = next === undefined || at === -1 ? undefined : shown.at(next % shown.length);
    if (!target) return;
    event.preventDefault();
    makeCurrent(target);
    target.focus();
  });
  bar.addEventListener('focusin', event => {
    const focused = buttons.find(button => button === event.target);
    if (focused) makeCurrent(focused);
  });
  return bar;
}
