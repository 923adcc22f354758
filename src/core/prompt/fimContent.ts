import type { SealedContent } from '../outbound/sealedPrompt.ts';
import type { FimText } from './fimPrompt.ts';

type FimContent = Extract<SealedContent, { kind: 'fim' }>;
type ChatContent = Extract<SealedContent, { kind: 'chat' }>;

/** The texts of a sealed FIM prompt. */
export function fimTextOf(content: FimContent): FimText {
  return {
    path: content.path,
    languageId: content.languageId,
    prefix: content.prefix.text,
    suffix: content.suffix.text,
    snippets: content.snippets.map(({ source, text }) => ({
      path: source.type === 'file' ? source.path : '',
      text,
    })),
  };
}

/** A sealed chat prompt as one text. */
export function rawTextOf(content: ChatContent): string {
  return messagesOf(content)
    .map(({ content: text }) => text)
    .join('');
}

/**
 * What of a sealed chat prompt the answer will mostly repeat; empty where nothing of it is known.
 * It is made of what was sealed, so it holds nothing that the prompt does not hold.
 */
export function predictedOutputOf(content: ChatContent): string {
  const parts = content.messages.flatMap(message => message.parts);
  return parts.map(part => (part.predictsOutput ? part.text : '')).join('');
}

/** The messages of a sealed chat prompt, each with its parts joined. */
export function messagesOf(content: ChatContent) {
  return content.messages.map(({ role, parts }) => ({
    role,
    content: parts.map(part => part.text).join(''),
  }));
}
