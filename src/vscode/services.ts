import type * as vscode from 'vscode';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Retriever } from '../core/context/retriever.ts';
import type { Rules } from '../core/context/ruleFiles.ts';
import type { ModelSource } from '../core/model/modelSource.ts';
import type { OutboundGate } from '../core/outbound/gate.ts';
import type { Ledger } from '../core/outbound/ledger.ts';
import type { Sender } from '../core/outbound/sender.ts';
import type { TokenCounters } from '../core/prompt/tokenCounter.ts';
import type { Syntax } from '../core/syntax/syntax.ts';
import type { CodeFinder } from './context/codeFinder.ts';
import type { MapFor } from './context/mapFor.ts';
import type { WorkspaceIgnoreRules } from './context/workspaceIgnoreRules.ts';
import type { SettingsSource } from './settings.ts';
import type { Status } from './status.ts';

/** What every surface is built from. Constructed once in `main.ts`; surfaces take what they need. */
export interface Services {
  readonly extension: vscode.ExtensionContext;
  readonly settings: SettingsSource;
  readonly log: Logger;
  readonly clock: Clock;
  readonly models: ModelSource;
  readonly gate: OutboundGate;
  readonly ignoreRules: Pick<WorkspaceIgnoreRules, 'whenRead'>;
  readonly sender: Sender;
  readonly ledger: Ledger;
  readonly tokens: TokenCounters;
  readonly retrievers: readonly Retriever[];
  readonly syntax: Syntax;
  /** The rules of the project that a document is in. Never rejects. */
  rulesFor(uri: vscode.Uri): Promise<readonly Rules[]>;
  readonly mapFor: MapFor;
  readonly finder: CodeFinder;
  readonly status: Status;
}

/** How a reply landed: no message means wholly. */
export interface ProposedReply {
  readonly message?: string;
  readonly anyway?: () => Promise<unknown>;
}

/** The edit surface as chat sees it: a new text for a document, landed once and put under review. */
export interface EditProposer {
  /** `label` says where the change comes from, e.g. `Chat`. Resolves when it landed; false when nothing changed. */
  propose(document: vscode.TextDocument, after: string, label: string): Promise<boolean>;
  /**
   * Puts a reply that says itself which lines of which files change under review; `document` is what was talked about.
   * Resolves to what went wrong, and to a way to have it all the same.
   */
  proposeReply(document: vscode.TextDocument, reply: string): Promise<ProposedReply>;
}
