import { type ModelInfo, type Role, roles } from './model.ts';
import { isMute } from './modelFacts.ts';

/** Whether the user agreed that code goes to an origin that Inkling found by itself. */
export type Consent = 'granted' | 'refused' | 'unasked';

/** A model that nobody configured: on a found local server, or one of VS Code's own. */
export interface OfferedModel {
  readonly kind: 'found' | 'vscode';
  /** Identifies it among the offers. */
  readonly id: string;
  readonly info: ModelInfo;
}

/** All that the choice of a role's model depends on. */
export interface RoleFacts {
  readonly role: Role;
  /** The setting `roles.<role>`. */
  readonly wanted: string;
  readonly isTrusted: boolean;
  readonly allowChatModels: boolean;
  readonly isEmbeddedEnabled: boolean;
  readonly configured: readonly ModelInfo[];
  /** In the order of preference: found servers before VS Code's models. */
  readonly offered: readonly OfferedModel[];
  readonly consentOf: (origin: string) => Consent;
}

/** The model that serves a role, with the reason for the user. */
export type RoleChoice =
  | { readonly kind: 'configured'; readonly name: string; readonly why: string }
  | { readonly kind: 'offered'; readonly model: OfferedModel; readonly why: string }
  | { readonly kind: 'embedded'; readonly why: string }
  | { readonly kind: 'none'; readonly why: string };

export interface Resolution {
  readonly choice: RoleChoice;
  /** A model that would serve if the user agreed; `choice` is what serves until then. */
  readonly waiting: OfferedModel | undefined;
}

/** Why a model does not serve a role, or undefined when it does. */
export function obstacle(
  role: Role,
  info: ModelInfo,
  allowChatModels: boolean,
): string | undefined {
  if (role !== 'completion') {
    return info.canChat
      ? undefined
      : `${info.name} only continues text and can't follow instructions`;
  }
  if (allowChatModels && (info.canFim || info.canChat)) return undefined;
  if (info.thinks) return `${info.name} thinks before it answers, which is too slow for completion`;
  if (!info.canFim) return `${info.name} only chats and can't fill in the middle`;
  return undefined;
}

const uses: Readonly<Record<Role, string>> = {
  completion: 'completion',
  edit: 'edits',
  chat: 'chat',
};

/** What a model can serve, and what not and why, as a sentence. */
export function whatItServes(info: ModelInfo, allowChatModels: boolean): string {
  const why = (role: Role) => obstacle(role, info, allowChatModels);
  const named = (some: readonly Role[]) =>
    some
      .map(role => uses[role])
      .join(', ')
      .replace(/, (\w+)$/, ' and $1');
  const able = roles.filter(role => why(role) === undefined);
  const others = roles.filter(role => why(role) !== undefined);
  const last = others.at(-1);
  if (last === undefined) return `It can serve ${named(able)}.`;
  const unable = `${named(others)}: ${why(last)}.`;
  return able.length > 0
    ? `It can serve ${named(able)}, not ${unable}`
    : `It can't serve ${unable}`;
}

/**
 * Chooses the model for a role: what the user named; with `auto` the first configured model that fits,
 * then a found local server, then VS Code's models, then (for completion) the embedded engine.
 */
export function resolveRole(facts: RoleFacts): Resolution {
  if (!facts.isTrusted) {
    return settled(fallback(facts, 'This workspace is not trusted, so nothing is sent.'));
  }
  if (facts.wanted === 'embedded') return settled(fallback(facts, 'You chose it.'));
  if (facts.wanted === 'vscode') return settled(vscodeChoice(facts));
  if (facts.wanted !== 'auto') return settled(namedChoice(facts));
  return automaticChoice(facts);
}

function settled(choice: RoleChoice): Resolution {
  return { choice, waiting: undefined };
}

/** The embedded engine where it may serve, else nothing; `why` is the reason that led here. */
function fallback({ role, isEmbeddedEnabled }: RoleFacts, why: string): RoleChoice {
  if (role !== 'completion') return { kind: 'none', why };
  if (isEmbeddedEnabled) return { kind: 'embedded', why };
  return { kind: 'none', why: `${why} The embedded engine is switched off.` };
}

function namedChoice(facts: RoleFacts): RoleChoice {
  const { role, wanted } = facts;
  const info = facts.configured.find(({ name }) => name === wanted);
  if (!info) {
    const why = `inkling.roles.${role} names “${wanted}”, which is not in inkling.models. Run “Inkling: Switch Model…”.`;
    return fallback(facts, why);
  }
  const reason = obstacle(role, info, facts.allowChatModels);
  if (reason === undefined) return { kind: 'configured', name: wanted, why: 'You chose it.' };
  return fallback(facts, `${reason}.${insistHint(facts)}`);
}

function insistHint({ role }: RoleFacts): string {
  return role === 'completion'
    ? ' Set inkling.completion.allowChatModels to use it nevertheless.'
    : '';
}

function vscodeChoice(facts: RoleFacts): RoleChoice {
  const model = facts.offered.find(({ kind, info }) => kind === 'vscode' && serves(facts, info));
  if (model) return { kind: 'offered', model, why: 'You chose VS Code’s own model.' };
  const why =
    facts.role === 'completion'
      ? 'VS Code’s own models only chat.'
      : 'VS Code offers no language model. Sign in to a provider of models, or run “Inkling: Set Up a Model”.';
  return fallback(facts, why);
}

function serves(facts: RoleFacts, info: ModelInfo): boolean {
  return obstacle(facts.role, info, facts.allowChatModels) === undefined;
}

function automaticChoice(facts: RoleFacts): Resolution {
  const configured = facts.configured.find(info => serves(facts, info));
  if (configured) {
    const { name } = configured;
    return settled({ kind: 'configured', name, why: 'It is the first of your models that fits.' });
  }
  const fitting = inOrderOfFit(facts).filter(
    ({ info }) => serves(facts, info) && facts.consentOf(info.origin) !== 'refused',
  );
  const granted = fitting.find(({ info }) => facts.consentOf(info.origin) === 'granted');
  const waiting = granted ? undefined : fitting[0];
  if (granted) {
    return settled({ kind: 'offered', model: granted, why: whyOffered(granted) });
  }
  return { choice: fallback(facts, whyNothing(facts, waiting)), waiting };
}

function whyOffered({ kind, info }: OfferedModel): string {
  return kind === 'found' ? `It was found running at ${info.origin}.` : 'VS Code offers it.';
}

function whyNothing(facts: RoleFacts, waiting: OfferedModel | undefined): string {
  if (waiting) {
    return `${waiting.info.name} (${waiting.info.providerName}) waits for your consent: run “Inkling: Set Up a Model”.`;
  }
  const first = facts.configured[0];
  const reason = first && obstacle(facts.role, first, facts.allowChatModels);
  if (reason) return `${reason}.${insistHint(facts)}`;
  return `No model is set up for ${facts.role}. Run “Inkling: Set Up a Model”.`;
}

/** Found servers often hold many models: those made for the role come first, the others keep their order. */
function inOrderOfFit({ role, offered }: RoleFacts): readonly OfferedModel[] {
  const rank = ({ kind, info }: OfferedModel): number => {
    const isCoder = /cod(?:e|er|estral)/i.test(info.name);
    const isMadeForRole = isCoder && (role === 'completion' ? info.canFim : info.canChat);
    return (kind === 'found' ? 2 : 0) + (isMadeForRole ? 1 : 0);
  };
  return offered.filter(({ info }) => !isMute(info.name)).sort((a, b) => rank(b) - rank(a));
}
