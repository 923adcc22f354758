/** What a scripted model server answers, and what it saw: the data of `modelServer.ts`. */

/** Which server is played: its paths, its stream format and its error bodies. */
export type Dialect = 'openai' | 'azure' | 'llamacpp' | 'ollama' | 'vllm' | 'lmstudio';

/** How the bytes of a stream are laid out on the wire; every layout here was seen on real servers. */
export interface WireStyle {
  /** Line end inside the stream. Default `\n`. */
  readonly eol?: '\n' | '\r\n' | '\r';
  /** A byte-order mark first. */
  readonly bom?: boolean;
  /** A comment line and a blank keep-alive before every event. */
  readonly comments?: boolean;
  /** Each event's JSON spread over several `data:` lines. */
  readonly severalDataLines?: boolean;
  /** Bytes per write: 1 splits inside UTF-8 characters, events and line ends. Default: one event per write. */
  readonly bytesPerWrite?: number;
  /** Leave out `data: [DONE]`, as transformers' server does. */
  readonly withoutDone?: boolean;
}

/** A way to go wrong. `status` answers in the dialect's own error shape unless a body is given. */
export type Failure =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 200 with a web page, as captive portals and wrong base URLs answer. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The socket is destroyed after this many text deltas. */
  | { readonly kind: 'cut'; readonly afterDeltas: number }
  /** 200, stream headers, then the end without any event. */
  | { readonly kind: 'empty' }
  /** The stream stops after this many deltas and stays open for ever. */
  | { readonly kind: 'stall'; readonly afterDeltas: number }
  /** Accepts the request and never sends a byte. */
  | { readonly kind: 'silence' }
  /** Destroys the socket instead of answering. */
  | { readonly kind: 'reset' }
  /** An error object inside a stream that began with 200, after this many deltas. */
  | { readonly kind: 'errorInStream'; readonly message: string; readonly afterDeltas: number };

/** One scripted answer. A plain string stands for `{ text }`. */
export interface ScriptedReply {
  readonly text?: string;
  /** Sent before the text as `reasoning_content` (OpenAI, llama.cpp) or `thinking` (Ollama). */
  readonly thinking?: string;
  readonly finishReason?: 'stop' | 'length' | 'content_filter';
  /** Reported usage; default is a quarter of the characters. `none` reports nothing. */
  readonly usage?:
    | { readonly prompt: number; readonly output: number; readonly cached?: number }
    | 'none';
  /** Wait before the response headers (a model that loads). */
  readonly delayMs?: number;
  /** Wait between the headers and the first event. */
  readonly firstEventDelayMs?: number;
  /** The first event is held back until this settles: what a test wants to see before stands there by then. */
  readonly heldUntil?: Promise<unknown>;
  /** Wait between two events. */
  readonly chunkDelayMs?: number;
  /** Characters (code points) per text delta. Default 4. */
  readonly chunkChars?: number;
  readonly wire?: WireStyle;
  readonly failure?: Failure;
}

/** What the request asks for, whichever protocol carried it. */
export interface Question {
  readonly kind: 'chat' | 'fim' | 'completion';
  readonly model: string;
  /** Raw prompt text (`completion`), the prefix (`fim`), or the last user message (`chat`). */
  readonly prompt: string;
  readonly suffix: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly request: LoggedRequest;
}

/** A reply, or how to make one from the question. */
export type Reply = string | ScriptedReply | ((question: Question) => string | ScriptedReply);

/** A request as the server saw it. Times are `performance.now()` of this process. */
export interface LoggedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body exactly as it arrived. */
  readonly body: string;
  /** The body parsed as JSON; undefined when it is none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  readonly atMs: number;
  /** When the answer was complete. */
  readonly finishedAtMs: number | undefined;
  /** When the client closed the connection before the answer was complete. */
  readonly abortedAtMs: number | undefined;
}
