import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.ts';
import { type Model, type ModelInfo, type Role, roles } from '../../core/model/model.ts';
import type { ChosenModel, ModelSource, NoModel } from '../../core/model/modelSource.ts';
import { type OfferedModel, type Resolution, resolveRole } from '../../core/model/roles.ts';
import type { Settings } from '../../core/settings.ts';
import type { SettingsSource } from '../settings.ts';
import type { ConsentQuestion } from './consentQuestion.ts';
import type { Consents } from './consents.ts';
import type { FoundModels } from './foundModels.ts';
import type { ModelPool } from './modelPool.ts';
import { tellingWhenGone } from './tellingWhenGone.ts';
import { vscodeModels } from './vscodeLanguageModel.ts';

/** Who serves a role, for the status menu. */
export interface RoleDescription {
  readonly role: Role;
  /** Name and provider of the model, or undefined when none serves. */
  readonly modelName: string | undefined;
  readonly why: string;
}

/** An offered model and how to get it. */
interface Offer {
  readonly offer: OfferedModel;
  readonly model: () => Promise<Model>;
}

export interface RoleModelsOptions {
  readonly settings: SettingsSource;
  readonly pool: ModelPool;
  readonly found: FoundModels;
  readonly consents: Consents;
  readonly question: ConsentQuestion;
  readonly embedded: Model | (() => Promise<Model>);
}

/** Answers which model serves a role, from settings, found servers, VS Code's models and the embedded engine. */
export class RoleModels implements ModelSource, vscode.Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly options: RoleModelsOptions) {}

  async choose(
    role: Role,
    { interactive, first: isFirst }: Parameters<ModelSource['choose']>[1],
  ): Promise<ChosenModel | NoModel> {
    const made = isFirst && (await this.madeForIt(isFirst));
    if (made) return made;
    let first = await this.resolve(role, false);
    // Somebody who waits may just have started a server.
    const isNothing = first.resolution.choice.kind === 'none' && !first.resolution.waiting;
    if (interactive && isNothing) first = await this.resolve(role, true);
    const { waiting } = first.resolution;
    if (!waiting) return this.chosen(first);
    if (interactive) {
      await this.options.question.ask(waiting);
      return this.chosen(await this.resolve(role, false));
    }
    void this.options.question.suggest(waiting);
    return this.chosen(first);
  }

  private async madeForIt(isFirst: (info: ModelInfo) => boolean): Promise<ChosenModel | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    for (const settings of this.options.settings.read().models) {
      if (!isFirst(await this.options.pool.info(settings))) continue;
      return { model: await this.options.pool.get(settings), why: 'It was made for this.' };
    }
    return undefined;
  }

  /** Who serves each role now. Nothing is asked. */
  describe(): Promise<readonly RoleDescription[]> {
    return Promise.all(
      roles.map(async role => {
        const { model, why } = await this.chosen(await this.resolve(role, false));
        const modelName = model && `${model.info.name} (${model.info.providerName})`;
        return { role, modelName, why };
      }),
    );
  }

  /** Tells the surfaces to ask again. */
  refresh(): void {
    this.changed.fire();
  }

  private async resolve(
    role: Role,
    lookAgain: boolean,
  ): Promise<{ resolution: Resolution; settings: Settings; offers: readonly Offer[] }> {
    const { consents, pool } = this.options;
    const settings = this.options.settings.read();
    const { isTrusted } = vscode.workspace;
    const configured = isTrusted
      ? await Promise.all(settings.models.map(one => pool.info(one)))
      : [];
    const offers = isTrusted ? await this.offers(role, settings, lookAgain) : [];
    const resolution = resolveRole({
      role,
      wanted: settings[`roles.${role}`],
      isTrusted,
      allowChatModels: settings['completion.allowChatModels'],
      isEmbeddedEnabled: settings['embedded.enabled'],
      configured,
      offered: offers.map(({ offer }) => offer),
      consentOf: origin => consents.of(origin),
    });
    return { resolution, settings, offers };
  }

  /** Models that nobody configured. A server is looked for only when there is no configured one. */
  private async offers(
    role: Role,
    settings: Settings,
    lookAgain: boolean,
  ): Promise<readonly Offer[]> {
    const wanted = settings[`roles.${role}`];
    if (wanted !== 'auto' && wanted !== 'vscode') return [];
    const isLooking = settings['discovery.enabled'] && settings.models.length === 0;
    const [found, offeredByVscode] = await Promise.all([
      isLooking ? this.options.found.get({ again: lookAgain }) : [],
      role === 'completion' ? [] : vscodeModels(),
    ]);
    return [
      ...found.map(one => ({
        offer: one.offer,
        model: async () => {
          const { origin } = one.offer.info;
          const model = await this.options.pool.get(one.settings);
          return tellingWhenGone(model, () => this.options.found.forget(origin));
        },
      })),
      ...offeredByVscode.map(({ offer, model }) => ({ offer, model: async () => model })),
    ];
  }

  private async chosen({
    resolution: { choice },
    settings,
    offers,
  }: Awaited<ReturnType<RoleModels['resolve']>>): Promise<ChosenModel | NoModel> {
    const { why } = choice;
    switch (choice.kind) {
      case 'none':
        return { model: undefined, why: this.withProblems(why) };
      case 'embedded': {
        const { embedded } = this.options;
        return { model: typeof embedded === 'function' ? await embedded() : embedded, why };
      }
      case 'configured': {
        const configured = settings.models.find(({ name }) => name === choice.name);
        return configured
          ? { model: await this.options.pool.get(configured), why }
          : { model: undefined, why };
      }
      case 'offered': {
        const offer = offers.find(one => one.offer.id === choice.model.id);
        return offer ? { model: await offer.model(), why } : { model: undefined, why };
      }
    }
  }

  /** A model that is missing because its setting has a mistake in it is not simply missing. */
  private withProblems(why: string): string {
    const problems = this.options.settings.problems();
    const [first] = problems.filter(problem => /inkling\.(?:models|roles)/.test(problem));
    return first === undefined ? why : `${first} ${why}`;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
