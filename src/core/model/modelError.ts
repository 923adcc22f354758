/** Everything that can go wrong with a model; closed, so that every surface can treat each one. */
export type ModelErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'notFound'
  | 'rateLimited'
  | 'overloaded'
  | 'rejected'
  | 'contextExceeded'
  | 'malformed'
  | 'cut'
  | 'unsupported'
  | 'noModel'
  | 'consent';

const retryableKinds: ReadonlySet<ModelErrorKind> = new Set([
  'unreachable',
  'timeout',
  'rateLimited',
  'overloaded',
]);

/** A failure of a model, with a sentence that says what to do about it. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  /** Whether the same request may succeed later. */
  readonly isRetryable: boolean;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  /** `message` is one or two sentences for the user: what happened, then what to do. It never holds a key. */
  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number; status?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.isRetryable = retryableKinds.has(kind);
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }

  static is(error: unknown, ...kinds: ModelErrorKind[]): error is ModelError {
    return error instanceof ModelError && (kinds.length === 0 || kinds.includes(error.kind));
  }
}
