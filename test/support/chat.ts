import { nullLogger } from '../../src/base/logger.ts';
import type { AnswerPorts } from '../../src/core/chat/answerQuestion.ts';
import type { Attachment } from '../../src/core/chat/attachment.ts';
import type { Turn } from '../../src/core/chat/conversation.ts';
import type { Model } from '../../src/core/model/model.ts';
import { createOutboundGate } from '../../src/core/outbound/gate.ts';
import { Ledger } from '../../src/core/outbound/ledger.ts';
import { RecordingSender } from '../../src/core/outbound/recordingSender.ts';
import { SecretVault } from '../../src/core/outbound/secrets/secretVault.ts';
import { SentLog } from '../../src/core/outbound/sentLog.ts';
import { systemClock } from '../../src/node/systemClock.ts';

/** One token per character: what tests can compute by heart. */
export const characterCounter = { count: (text: string) => text.length };

/** A selection of three lines, or a whole file. */
export function attachment(
  path: string,
  text: string,
  changes: Partial<Attachment> = {},
): Attachment {
  return {
    kind: 'file',
    uri: `file:///shop/${path}`,
    path,
    languageId: 'typescript',
    startLine: 0,
    endLineExclusive: text.split('\n').length,
    text,
    ...changes,
  };
}

/** A turn with a finished answer; an empty answer is a question that waits for one. */
export function turn(question: string, answer: string, attachments: Attachment[] = []): Turn {
  const outcome = answer === '' ? undefined : ('complete' as const);
  return { id: question, askedAtMs: 0, question, attachments, answer: { text: answer, outcome } };
}

/** Everything that answering needs, with the real gate and sender; files under `secret/` may not leave. */
export function answerPorts(model: Model | undefined, promptTokens = 4000): AnswerPorts {
  const counters = {
    counterFor: () => characterCounter,
    calibrate: () => {},
    load: () => Promise.resolve(),
  };
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => undefined,
    ignoreRules: {
      excludedBy: (_uri, path) => (path.startsWith('secret/') ? '.aiignore: secret/' : undefined),
    },
  });
  const ledger = new Ledger({ load: () => undefined, save: () => {} }, () => 0);
  const sender = new RecordingSender({
    secrets: new SecretVault(),
    ledger,
    log: new SentLog(),
    counters,
    clock: systemClock,
    wallTimeMs: () => 0,
  });
  const why = model ? 'It is the test’s.' : 'No model is set up.';
  const chosen = model ? { model, why } : { model: undefined, why };
  const models = {
    choose: () => Promise.resolve(chosen),
    onDidChange: () => ({ dispose: () => {} }),
  };
  return { models, gate, sender, tokens: counters, log: nullLogger, promptTokens };
}
