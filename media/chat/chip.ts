import type { Chip } from '../../src/protocol/chatMessages.ts';
import { element, icon, iconButton } from './element.ts';
import { tell } from './host.ts';

const icons = {
  file: 'file-code',
  selection: 'list-selection',
  diagnostic: 'warning',
  diff: 'diff',
} as const satisfies Record<Chip['kind'], string>;

/** A chip that opens what it stands for. */
export function chipButton(chip: Chip): HTMLElement {
  const isOut = chip.excludedBy !== undefined;
  const title = isOut ? `${chip.detail}\nIs not sent: ${chip.excludedBy}` : chip.detail;
  const name = isOut ? 'lock' : icons[chip.kind];
  const label = element(
    'button',
    {
      type: 'button',
      class: 'chip-label',
      title,
      onClick: () => tell({ type: 'openChip', id: chip.id }),
    },
    icon(name),
    element('span', { class: 'chip-name' }, chip.label),
    isOut && element('span', { class: 'hidden-label' }, ', is not sent'),
  );
  return element('span', { class: isOut ? 'chip excluded' : 'chip', role: 'listitem' }, label);
}

/** A chip of the next question: it can be taken off. */
export function removableChip(chip: Chip): HTMLElement {
  const made = chipButton(chip);
  const remove = iconButton('close', `Take off ${chip.label}`, () =>
    tell({ type: 'removeChip', id: chip.id }),
  );
  made.append(remove);
  return made;
}

/** The file in front: one click takes it along. */
export function offeredChip(chip: Chip): HTMLElement {
  const title = `Add ${chip.detail}`;
  const button = element(
    'button',
    {
      type: 'button',
      class: 'chip-label',
      title,
      'aria-label': title,
      onClick: () => tell({ type: 'acceptOffered' }),
    },
    icon('add'),
    element('span', { class: 'chip-name' }, chip.label),
  );
  return element('span', { class: 'chip offered', role: 'listitem' }, button);
}
