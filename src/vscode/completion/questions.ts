import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { LastChange } from '../../core/completion/lastChange.ts';
import type { Question, Trigger } from '../../core/completion/question.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import type { Model, ModelInfo } from '../../core/model/model.ts';
import type { ChosenModel, ModelSource, NoModel } from '../../core/model/modelSource.ts';
import type { IgnoreRules } from '../../core/outbound/gate.ts';
import type { Settings } from '../../core/settings.ts';
import type { SettingsSource } from '../settings.ts';
import { situationOf } from './situation.ts';
import type { Switches } from './switches.ts';

/** The embedded engine learns from what stands before the cursor, so it is given more of it than a model. */
const embeddedPromptTokens = 16_384;

/** Ignore rules that are read in the background; until then every file is kept out. */
export interface LoadedIgnoreRules extends IgnoreRules {
  whenLoaded(): Promise<void>;
}

export interface QuestionSources {
  readonly settings: SettingsSource;
  readonly models: ModelSource;
  readonly ignoreRules: LoadedIgnoreRules;
  readonly switches: Switches;
  /** The embedded engine as it answers beside a model: only when it is very sure. */
  readonly instantModel: Model;
}

/** Puts together what decides about a completion; settings and model are kept until they change. */
export class Questions implements Disposable {
  private readonly settings = new Map<string, Settings>();
  private chosen: Promise<ChosenModel | NoModel> | undefined;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly sources: QuestionSources) {
    this.subscriptions = [
      sources.settings.onDidChange(() => this.forget()),
      sources.models.onDidChange(() => this.forget()),
    ];
  }

  async at(
    document: vscode.TextDocument,
    context: CursorContext,
    trigger: Trigger,
    lastChange: LastChange,
  ): Promise<Question> {
    const settings = this.settingsFor(document);
    const { model, why } = await this.choose();
    const instantModel = settings['embedded.enabled'] ? this.instantBeside(model) : undefined;
    // Only the first key in a window waits for this.
    await this.sources.ignoreRules.whenLoaded();
    return {
      context,
      trigger,
      situation: situationOf(document, settings, lastChange, this.sources),
      model,
      noModelWhy: why,
      instantModel,
      multiline: settings['completion.multiline'],
      delayMs: model?.info.isLocal ? 0 : settings['completion.delayMs'],
      limits: {
        tokensPerDay: settings['completion.tokensPerDay'],
        costPerDay: settings['completion.costPerDay'],
        requestsPerMinute: settings['completion.requestsPerMinute'],
      },
      alternatives: settings['completion.alternatives'],
      maxOutputTokens: outputTokens(settings, model?.info),
      maxPromptTokens: promptTokens(settings, model?.info),
      instantPromptTokens: instantModel && promptTokens(settings, instantModel.info),
    };
  }

  /** The model that serves completion now; nothing is asked of the user. */
  choose(): Promise<ChosenModel | NoModel> {
    this.chosen ??= this.sources.models.choose('completion', { interactive: false });
    return this.chosen;
  }

  /** The same after one question to the user at most: for someone who asked for a suggestion. */
  async chooseAsking(): Promise<ChosenModel | NoModel> {
    this.chosen = this.sources.models.choose('completion', { interactive: true });
    return this.chosen;
  }

  settingsFor(document: vscode.TextDocument): Settings {
    const key = `${document.languageId} ${document.uri.toString()}`;
    const known = this.settings.get(key);
    if (known) return known;
    const read = this.sources.settings.read(document);
    this.settings.set(key, read);
    return read;
  }

  private instantBeside(model: Model | undefined): Model | undefined {
    return model && model.info.origin !== 'embedded' ? this.sources.instantModel : undefined;
  }

  private forget(): void {
    this.settings.clear();
    this.chosen = undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function outputTokens(settings: Settings, info: ModelInfo | undefined): number {
  return Math.min(settings['completion.maxOutputTokens'], info?.maxOutputTokens ?? Infinity);
}

/** What the model has left for the prompt after the answer, up to the setting. */
function promptTokens(settings: Settings, info: ModelInfo | undefined): number {
  if (!info) return settings['completion.promptTokens'];
  const room = info.contextTokens - outputTokens(settings, info);
  const wanted =
    info.origin === 'embedded' ? embeddedPromptTokens : settings['completion.promptTokens'];
  return Math.max(1, Math.min(wanted, room));
}
