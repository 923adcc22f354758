import type { AnswerView } from '../../src/protocol/chatMessages.ts';

const numbers = new Intl.NumberFormat('en');

/** `answered by qwen2.5-coder:7b · 1,234 → 210 tokens`; nothing when nothing was answered. */
export function signature({ model, usage, text }: AnswerView): string {
  if (!model || text === '') return '';
  const { promptTokens, outputTokens } = usage ?? {};
  const counts = [promptTokens, outputTokens].map(count =>
    count === undefined ? '?' : numbers.format(count),
  );
  const isCounted = promptTokens !== undefined || outputTokens !== undefined;
  const tokens = isCounted ? ` · ${counts.join(' → ')} tokens` : '';
  return `answered by ${model.name}${tokens}`;
}

/** The long form of {@link signature}, for its tooltip. */
export function signatureDetail({ model, usage }: AnswerView): string {
  if (!model) return '';
  const { promptTokens, outputTokens, cachedTokens } = usage ?? {};
  const facts = [
    promptTokens !== undefined && `${numbers.format(promptTokens)} tokens were sent`,
    cachedTokens && `${numbers.format(cachedTokens)} of them cached`,
    outputTokens !== undefined && `${numbers.format(outputTokens)} came back`,
  ].filter(fact => typeof fact === 'string');
  return [`${model.name} (${model.providerName})`, facts.join(', ')].filter(Boolean).join('\n');
}

/** How the answer ended, when that is worth a sentence. */
export function endingOf({ outcome, failure, text }: AnswerView): string | undefined {
  const isEmpty = text.trim() === '';
  switch (outcome) {
    case 'complete':
      return isEmpty ? 'The model answered with nothing. Ask again, or in other words.' : undefined;
    case 'stopped':
      return 'You stopped this answer.';
    case 'interrupted':
      return 'This answer broke off. Ask again for the whole of it.';
    case 'length':
      if (isEmpty) return 'The model reached its output limit before it had an answer.';
      return 'The model reached its output limit. Ask it to go on.';
    case 'filtered':
      return 'The provider’s content filter cut this answer.';
    case 'failed':
      return failure?.message ?? 'The answer failed.';
    default:
      return undefined;
  }
}

/** What did not go along, a sentence each. */
export function leftOutNotes({ leftOut }: AnswerView): readonly string[] {
  if (!leftOut) return [];
  const { turns, attachments, secrets = 0 } = leftOut;
  const older =
    turns === 1
      ? '1 older question was left out to make room.'
      : `${turns} older questions were left out to make room.`;
  return [
    ...(turns > 0 ? [older] : []),
    ...attachments.map(({ path, reason, rule }) => {
      if (reason === 'shortened') return `${path} was shortened to fit.`;
      if (reason === 'budget') return `${path} did not fit and was left out.`;
      return `${path} was kept out${rule ? ` (${rule})` : ''}.`;
    }),
    ...(secrets > 0
      ? [`${secrets === 1 ? 'A secret was' : `${secrets} secrets were`} masked.`]
      : []),
  ];
}
