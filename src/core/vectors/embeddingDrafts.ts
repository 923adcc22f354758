import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { ChatDraft, PromptPart } from '../prompt/prompt.ts';

/** A piece of a file that has no embedding yet. */
export interface WantedChunk {
  /** What its embedding is kept under: names the model and all that is sent. */
  readonly key: string;
  readonly uri: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly text: string;
  /** Of the text, rather too many than too few. */
  readonly tokens: number;
}

/** Chunks as a draft for the gate, each a message of its own. */
export function draftChunks(chunks: readonly WantedChunk[]): ChatDraft {
  return {
    kind: 'chat',
    messages: chunks.map(({ uri, path, startLine, endLineExclusive, text }) => {
      const source = {
        type: 'file',
        kind: 'chunk',
        uri,
        path,
        startLine,
        endLineExclusive,
      } as const;
      return message({ source, text, priority: 1, shrink: 'none' });
    }),
  };
}

/** The chunks that the gate let through, one for each message of the sealed prompt. */
export function chunksIn(prompt: SealedPrompt, chunks: readonly WantedChunk[]): WantedChunk[] {
  if (prompt.content.kind !== 'chat') return [];
  return prompt.content.messages.flatMap(({ parts }) => {
    const source = parts[0]?.source;
    const chunk = chunks.find(
      ({ uri, startLine }) =>
        source?.type === 'file' && source.uri === uri && source.startLine === startLine,
    );
    return chunk ? [chunk] : [];
  });
}

/** Longer questions are pasted code or logs; their beginning says what they are. */
const mostCharacters = 2000;

/** A question as a draft for the gate. */
export function draftQuestion(question: string, prefix: string): ChatDraft {
  const text = prefix + question.slice(0, mostCharacters);
  const source = { type: 'user', kind: 'question' } as const;
  return { kind: 'chat', messages: [message({ source, text, priority: 1, shrink: 'required' })] };
}

function message(part: PromptPart): ChatDraft['messages'][number] {
  return { role: 'user', parts: [part] };
}
