import { Emitter, type Event } from '../../base/event.ts';
import { isAutomatic, type ModelInfo, type Purpose } from '../model/model.ts';

/** Tokens that completion has used on one day; what is kept across windows and restarts. */
export interface DayOfTokens {
  /** Local date, e.g. `2026-11-21`. */
  readonly day: string;
  readonly tokens: number;
}

/** Where the day's count is kept. */
export interface LedgerStore {
  load(): DayOfTokens | undefined;
  save(day: DayOfTokens): void;
}

/** What automatic requests may use together; 0 is no limit. */
export interface Limits {
  readonly tokensPerDay: number;
  readonly requestsPerMinute: number;
}

/** One request that is being answered. */
export interface OpenRequest {
  readonly role: Purpose;
  readonly origin: string;
}

const minuteMs = 60_000;

/** Knows which requests are being answered, and what completion has used of remote models today and in the last minute. */
export class Ledger {
  private readonly open = new Set<OpenRequest>();
  private readonly started = new Emitter<OpenRequest>();
  private recent: number[] = [];
  readonly onDidStart: Event<OpenRequest> = this.started.event;

  constructor(
    private readonly store: LedgerStore,
    /** The time of day, in milliseconds since 1970. */
    private readonly wallTimeMs: () => number,
  ) {}

  /** Notes a request; the result is called with the tokens it used when it is over. */
  start(
    role: Purpose,
    { origin, isLocal }: Pick<ModelInfo, 'origin' | 'isLocal'>,
  ): (tokens: number) => void {
    const request = { role, origin };
    const counts = isAutomatic(role) && !isLocal;
    this.open.add(request);
    if (counts) this.recent = [...this.lastMinute(), this.wallTimeMs()];
    this.started.fire(request);
    return tokens => {
      this.open.delete(request);
      if (counts) this.spend(tokens);
    };
  }

  /** Why an automatic request must not ask this model now. A local model answers one at a time: chat and edits go first. */
  refusal(
    { origin, isLocal }: Pick<ModelInfo, 'origin' | 'isLocal'>,
    limits: Limits,
  ): 'chatFirst' | 'minuteLimit' | 'dayLimit' | undefined {
    if (isLocal) {
      const isOthers = (request: OpenRequest) =>
        request.origin === origin && !isAutomatic(request.role);
      return [...this.open].some(isOthers) ? 'chatFirst' : undefined;
    }
    const { requestsPerMinute, tokensPerDay } = limits;
    if (requestsPerMinute > 0 && this.lastMinute().length >= requestsPerMinute) {
      return 'minuteLimit';
    }
    return tokensPerDay > 0 && this.tokensToday >= tokensPerDay ? 'dayLimit' : undefined;
  }

  /** Whether a request that is no next edit is being answered at an origin. */
  isAnswering(origin: string): boolean {
    return [...this.open].some(request => request.origin === origin && request.role !== 'nextEdit');
  }

  /** Tokens of prompts and answers of completion and next edit since midnight; local models do not count. */
  get tokensToday(): number {
    const kept = this.store.load();
    return kept?.day === this.today() ? kept.tokens : 0;
  }

  private spend(tokens: number): void {
    if (tokens > 0) this.store.save({ day: this.today(), tokens: this.tokensToday + tokens });
  }

  private lastMinute(): number[] {
    const since = this.wallTimeMs() - minuteMs;
    return this.recent.filter(atMs => atMs > since);
  }

  private today(): string {
    const date = new Date(this.wallTimeMs());
    const two = (value: number) => String(value).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }
}
