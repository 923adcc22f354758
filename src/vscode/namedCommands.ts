import type { CommandId } from './commands.ts';

/** A command that a message tells people to run, as a button of that message. */
export interface NamedCommand {
  readonly title: string;
  readonly command: CommandId;
}

/** The commands that messages send people to, by their titles in the palette. */
const commands: readonly NamedCommand[] = [
  { title: 'Enter API Key…', command: 'inkling.model.enterKey' },
  { title: 'Switch Model…', command: 'inkling.model.switch' },
  { title: 'Set Up a Model', command: 'inkling.model.setUp' },
  { title: 'Test Model…', command: 'inkling.model.test' },
  { title: 'Cancel the Running Edit', command: 'inkling.edit.cancel' },
  { title: 'Show Log', command: 'inkling.log.show' },
];

/** The commands that a message names, such as `Run “Inkling: Enter API Key…”`: one click instead of a search. */
export function namedCommands(message: string): readonly NamedCommand[] {
  return commands.filter(({ title }) => message.includes(`Inkling: ${title}`));
}
