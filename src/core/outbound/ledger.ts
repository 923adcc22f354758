import { Emitter, type Event } from '../../base/event.ts';
import { isAutomatic, type ModelInfo, type Price, type Purpose } from '../model/model.ts';

/** What automatic requests have used on one day; it is kept across windows and restarts. */
export interface DayOfUse {
  /** Local date, e.g. `2026-11-21`. */
  readonly day: string;
  readonly tokens: number;
  /** In the currency of the models' prices; absent where none has a price. */
  readonly cost?: number;
}

/** Tokens of one request and its answer. */
export interface UsedTokens {
  readonly prompt: number;
  readonly output: number;
}

/** Where the day's count is kept. */
export interface LedgerStore {
  load(): DayOfUse | undefined;
  save(day: DayOfUse): void;
}

/** What automatic requests may use together; 0 is no limit. */
export interface Limits {
  readonly tokensPerDay: number;
  /** In the currency of the models' prices. */
  readonly costPerDay: number;
  readonly requestsPerMinute: number;
}

/** One request that is being answered. */
export interface OpenRequest {
  readonly role: Purpose;
  readonly origin: string;
}

const minuteMs = 60_000;

/** What a request costs, in the currency of the price; 0 without one. */
export function costOf({ prompt, output }: UsedTokens, price: Price | undefined): number {
  return price ? (prompt * price.input + output * price.output) / 1_000_000 : 0;
}

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

  /** Notes a request; the result is called with the tokens it used when it is over, without any when it failed. */
  start(
    role: Purpose,
    { origin, isLocal, price }: Pick<ModelInfo, 'origin' | 'isLocal' | 'price'>,
  ): (used?: UsedTokens) => void {
    const request = { role, origin };
    const counts = isAutomatic(role) && !isLocal;
    this.open.add(request);
    if (counts) this.recent = [...this.lastMinute(), this.wallTimeMs()];
    this.started.fire(request);
    return used => {
      this.open.delete(request);
      if (counts && used) this.spend(used, price);
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
    const { requestsPerMinute, tokensPerDay, costPerDay } = limits;
    if (requestsPerMinute > 0 && this.lastMinute().length >= requestsPerMinute) {
      return 'minuteLimit';
    }
    const { tokens, cost = 0 } = this.usedToday;
    const isOver =
      (tokensPerDay > 0 && tokens >= tokensPerDay) || (costPerDay > 0 && cost >= costPerDay);
    return isOver ? 'dayLimit' : undefined;
  }

  /** Whether a request that is no next edit is being answered at an origin. */
  isAnswering(origin: string): boolean {
    return [...this.open].some(request => request.origin === origin && request.role !== 'nextEdit');
  }

  /** What completion and next edit have used since midnight; local models do not count. */
  get usedToday(): DayOfUse {
    const kept = this.store.load();
    const day = this.today();
    return kept?.day === day ? kept : { day, tokens: 0 };
  }

  private spend(used: UsedTokens, price: Price | undefined): void {
    const { day, tokens, cost } = this.usedToday;
    const paid = price
      ? { cost: (cost ?? 0) + costOf(used, price) }
      : cost !== undefined && { cost };
    this.store.save({ day, tokens: tokens + used.prompt + used.output, ...paid });
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
