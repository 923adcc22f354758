import type { Clock } from '../../base/clock.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { fimWayOf } from '../../core/model/fimWay.ts';
import type { OfferedModel } from '../../core/model/roles.ts';
import type { ModelSettings } from '../../core/settings.ts';
import {
  discover,
  type FoundServer,
  type UsualPlace,
  usualPlaces,
} from '../../provider/discovery.ts';
import { modelInfo } from '../../provider/modelInfo.ts';

/** A model on a server that was found, as if it had been configured. */
export interface FoundModel {
  readonly offer: OfferedModel;
  readonly settings: ModelSettings;
}

/** Nobody starts a server more often than this without asking for it. */
const freshMs = 60_000;

/** Looks for local servers now and then, and remembers what it saw. */
export class FoundModels {
  private lookedAtMs: number | undefined;
  private looking: Promise<readonly FoundModel[]> | undefined;
  private readonly changed = new Emitter<void>();
  /** Fires when a server that was there turned out to be gone. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly clock: Clock,
    private readonly places: readonly UsualPlace[] = usualPlaces,
  ) {}

  /** What was seen within the last minute; with `again`, what is there now. */
  get(options: { readonly again: boolean }): Promise<readonly FoundModel[]> {
    const now = this.clock.now();
    const isFresh = this.lookedAtMs !== undefined && now - this.lookedAtMs < freshMs;
    if (this.looking && isFresh && !options.again) return this.looking;
    this.lookedAtMs = now;
    this.looking = this.look();
    return this.looking;
  }

  /** Takes the server at `origin` off what was seen: it did not answer. Who asks anew finds it when it is back. */
  forget(origin: string): void {
    if (!this.looking) return;
    this.looking = this.looking.then(all =>
      all.filter(({ offer }) => offer.info.origin !== origin),
    );
    this.changed.fire();
  }

  private async look(): Promise<readonly FoundModel[]> {
    const fetch = (url: string, init: RequestInit) => globalThis.fetch(url, init);
    const servers = await discover(this.places, { fetch, clock: this.clock });
    return servers.flatMap(modelsOf);
  }
}

function modelsOf({ serverName, provider, baseUrl, modelIds }: FoundServer): FoundModel[] {
  return modelIds.map(model => {
    const settings: ModelSettings = { name: model, provider, baseUrl, model };
    const info = modelInfo(settings, {}, fimWayOf(settings), serverName);
    return { settings, offer: { kind: 'found', id: `${baseUrl} ${model}`, info } };
  });
}
