/** Every command of the manifest; a test keeps the two equal. */
export const commandIds = [
  'inkling.completion.trigger',
  'inkling.completion.toggle',
  'inkling.completion.snooze',
  'inkling.completion.dismiss',
  'inkling.completion.explain',
  'inkling.edit.run',
  'inkling.edit.explain',
  'inkling.edit.fix',
  'inkling.edit.document',
  'inkling.edit.generateTests',
  'inkling.edit.simplify',
  'inkling.edit.cancel',
  'inkling.review.acceptHunk',
  'inkling.review.rejectHunk',
  'inkling.review.acceptAll',
  'inkling.review.rejectAll',
  'inkling.review.nextHunk',
  'inkling.review.previousHunk',
  'inkling.review.openDiff',
  'inkling.chat.open',
  'inkling.chat.new',
  'inkling.chat.history',
  'inkling.chat.stop',
  'inkling.chat.addSelection',
  'inkling.chat.addFile',
  'inkling.model.setUp',
  'inkling.model.add',
  'inkling.model.test',
  'inkling.model.switch',
  'inkling.model.enterKey',
  'inkling.model.removeKey',
  'inkling.sent.show',
  'inkling.status.menu',
  'inkling.walkthrough.open',
  'inkling.log.show',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Handlers for some commands; each feature hands out its own, `main.ts` needs all of them. */
export type CommandHandlers<Id extends CommandId = CommandId> = {
  readonly [K in Id]: (...args: unknown[]) => unknown;
};
