import type { Disposable } from '../base/disposable.ts';
import { isAutomatic } from '../core/model/model.ts';
import type { SentLog, SentRequest } from '../core/outbound/sentLog.ts';
import type { Status } from './status.ts';

const surfaces = { edit: 'the last edit', chat: 'in the chat' } as const;

/** Puts the model that has just answered an edit or a chat question into the status bar, as completion does with its own. */
export function nameWhoAnswers(log: SentLog, status: Status): Disposable {
  const told = new WeakSet<SentRequest>();
  return log.onDidChange(() => {
    for (const request of log.requests) {
      const { role, modelName, providerName, outcome } = request;
      if (role === 'search' || isAutomatic(role)) continue;
      if (outcome.kind !== 'answered' || told.has(request)) continue;
      told.add(request);
      status.name(modelName, `${modelName} (${providerName}) answered ${surfaces[role]}.`);
    }
  });
}
