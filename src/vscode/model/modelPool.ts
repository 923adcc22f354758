import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import { fimWayOf, isFimSetting } from '../../core/model/fimWay.ts';
import type { Model, ModelInfo } from '../../core/model/model.ts';
import { ModelError } from '../../core/model/modelError.ts';
import type { ModelFacts } from '../../core/model/modelFacts.ts';
import { originOf } from '../../core/model/serverPlace.ts';
import { isNextEditSetting } from '../../core/nextEdit/suits.ts';
import type { ModelSettings } from '../../core/settings.ts';
import { watchConnect } from '../../node/connectWatch.ts';
import { createModel } from '../../provider/createModel.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import { modelInfo } from '../../provider/modelInfo.ts';
import { readFacts } from '../../provider/serverFacts.ts';
import type { SettingsSource } from '../settings.ts';
import type { Keys } from './keys.ts';
import { remoteMachine } from './remoteMachine.ts';
import { serverNameOf } from './serverName.ts';
import { trustedFetch } from './trustedFetch.ts';

/** A server that is there tells its facts sooner; the first suggestion must not wait for one that is not. */
const factsTimeoutMs = 1500;
/** After this a server that did not tell is asked again: it may have been started meanwhile. */
const retryFactsMs = 30_000;

interface Entry {
  readonly model: Promise<Model>;
  readonly madeAtMs: number;
}

export interface ModelPoolOptions {
  readonly settings: SettingsSource;
  readonly keys: Keys;
  readonly log: Logger;
  readonly clock: Clock;
  /** Told when a local server begins and ends loading a model. */
  readonly onLoading: (modelName: string, isLoading: boolean) => void;
}

/** The models at HTTP servers, each made once for its settings and with what its server tells. */
export class ModelPool implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly facts = new Map<string, ModelFacts>();
  private readonly changed = new Emitter<void>();
  /** Fires when a model turned out to be other than it seemed. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly options: ModelPoolOptions) {}

  get(settings: ModelSettings): Promise<Model> {
    const id = JSON.stringify(settings);
    const known = this.entries.get(id);
    if (!known) return this.make(id, settings).model;
    const isOld = this.options.clock.now() - known.madeAtMs > retryFactsMs;
    if (isOld && !this.facts.has(id)) this.renew(id, settings, known);
    return known.model;
  }

  /** Asks a server again that did not tell, while the model that is known goes on serving. */
  private renew(id: string, settings: ModelSettings, known: Entry): void {
    this.entries.set(id, { ...known, madeAtMs: this.options.clock.now() });
    void this.build(id, settings).then(model => {
      if (this.facts.has(id)) this.entries.set(id, { ...known, model: Promise.resolve(model) });
    });
  }

  /**
   * What is known of a model without using it. Only Ollama is asked: elsewhere the name tells as much,
   * and servers that serve no role should not hear from us.
   */
  async info(settings: ModelSettings): Promise<ModelInfo> {
    if (settings.provider === 'ollama') return (await this.get(settings)).info;
    const facts = this.facts.get(JSON.stringify(settings)) ?? {};
    return modelInfo(settings, facts, fimWayOf(settings, facts), serverNameOf(settings));
  }

  /** Forgets what servers told, for example because a key was entered. */
  clear(): void {
    this.entries.clear();
    this.facts.clear();
  }

  /** How to reach the server of a configured model. */
  endpoint(settings: ModelSettings): Endpoint {
    const { settings: source, clock } = this.options;
    const all = source.read();
    return {
      place: {
        serverName: serverNameOf(settings),
        baseUrl: settings.baseUrl,
        modelId: settings.model,
        remoteName: remoteMachine(),
      },
      headers: () => this.headers(settings),
      timeouts: {
        connectTimeoutMs: all['network.connectTimeoutMs'],
        firstByteTimeoutMs: all['network.firstByteTimeoutMs'],
        idleTimeoutMs: all['network.idleTimeoutMs'],
      },
      fetch: trustedFetch,
      clock,
      watchConnect,
      random: Math.random,
    };
  }

  private make(id: string, settings: ModelSettings): Entry {
    const entry = { model: this.build(id, settings), madeAtMs: this.options.clock.now() };
    this.entries.set(id, entry);
    return entry;
  }

  private async build(id: string, settings: ModelSettings): Promise<Model> {
    const { name, fim, nextEdit } = settings;
    if (fim !== undefined && !isFimSetting(fim)) {
      this.options.log.warn(`${name}: fim “${fim}” is no family that Inkling knows; auto is used.`);
    }
    if (nextEdit !== undefined && !isNextEditSetting(nextEdit)) {
      this.options.log.warn(
        `${name}: nextEdit “${nextEdit}” is no form that Inkling knows; auto is used.`,
      );
    }
    const endpoint = this.endpoint(settings);
    const facts = await this.factsInTime(id, settings, endpoint);
    return createModel(settings, facts, endpoint, {
      onLoading: isLoading => this.options.onLoading(settings.name, isLoading),
      onCannotFim: () => this.learn(id, { ...facts, canInsert: false }),
    });
  }

  /** What the server tells in time. What it tells late serves the model that is made then. */
  private async factsInTime(
    id: string,
    settings: ModelSettings,
    endpoint: Endpoint,
  ): Promise<ModelFacts> {
    const known = this.facts.get(id);
    if (known) return known;
    let isLate = false;
    const told = readFacts(endpoint, settings).then(
      facts => {
        if (isLate) this.learn(id, facts);
        else this.facts.set(id, facts);
        return facts;
      },
      (error: unknown) => {
        const reason = ModelError.is(error) ? error.message : String(error);
        this.options.log.warn(`${settings.name}: its server did not tell about it. ${reason}`);
        return {};
      },
    );
    const done = new AbortController();
    const late = this.options.clock.delay(factsTimeoutMs, done.signal).then(() => {
      isLate = true;
      return {};
    });
    const facts = await Promise.race([told, late]);
    done.abort();
    return facts;
  }

  /** Makes the model anew with what has become known of it. */
  private learn(id: string, facts: ModelFacts): void {
    this.facts.set(id, facts);
    this.entries.delete(id);
    this.changed.fire();
  }

  private async headers(settings: ModelSettings): Promise<Readonly<Record<string, string>>> {
    const key = await this.options.keys.get(originOf(settings.baseUrl));
    const name = settings.provider === 'azure' ? 'api-key' : 'authorization';
    const value = settings.provider === 'azure' ? key : `Bearer ${key}`;
    return { ...settings.headers, ...(key && value ? { [name]: value } : {}) };
  }

  dispose(): void {
    this.changed.dispose();
  }
}
