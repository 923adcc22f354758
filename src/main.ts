import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from './base/disposable.ts';
import { createOutboundGate } from './core/outbound/gate.ts';
import { Ledger } from './core/outbound/ledger.ts';
import { RecordingSender } from './core/outbound/recordingSender.ts';
import { SecretVault } from './core/outbound/secrets/secretVault.ts';
import { SentLog } from './core/outbound/sentLog.ts';
import { ModelCounters } from './core/prompt/modelCounters.ts';
import { EmbeddedClient } from './node/embeddedClient.ts';
import { SyntaxClient } from './node/syntaxClient.ts';
import { systemClock } from './node/systemClock.ts';
import { loadTokenizer } from './node/tokenizer.ts';
import { EmbeddedModel, leastSureness } from './provider/embedded.ts';
import { createChat } from './vscode/chat/createChat.ts';
import { selectionAttachment } from './vscode/chat/readAttachment.ts';
import type { CommandHandlers } from './vscode/commands.ts';
import { createCompletion } from './vscode/completion/createCompletion.ts';
import { createContext } from './vscode/context/createContext.ts';
import { EngineSearch } from './vscode/context/engineSearch.ts';
import { createEdit } from './vscode/edit/createEdit.ts';
import { MatchedRetriever } from './vscode/embedded/matchedRetriever.ts';
import { whyThisSuggestion } from './vscode/embedded/whyThisSuggestion.ts';
import { WorkspaceLearner } from './vscode/embedded/workspaceLearner.ts';
import { createEmbeddings } from './vscode/embeddings/createEmbeddings.ts';
import { ledgerStore } from './vscode/ledgerStore.ts';
import { createModels } from './vscode/model/createModels.ts';
import { warmTokenizer } from './vscode/model/warmTokenizer.ts';
import { createNextEdit } from './vscode/nextEdit/createNextEdit.ts';
import { GhostEdit } from './vscode/nextEdit/ghostEdit.ts';
import { createSent } from './vscode/sent.ts';
import type { Services } from './vscode/services.ts';
import { SettingsSource } from './vscode/settings.ts';
import { nameWhoAnswers } from './vscode/speaker.ts';
import { Status } from './vscode/status.ts';

/** The product as the entry file knows it. */
export interface App extends Disposable {
  readonly commands: CommandHandlers;
  readonly completion: vscode.InlineCompletionItemProvider;
  readonly chatView: vscode.WebviewViewProvider;
}

/** Beside a model the embedded engine speaks only when it is this sure: what it says may be replaced. */
const besideThreshold = 0.7;

/** The composition root: constructs and wires; no logic. */
export function createApp(
  extension: vscode.ExtensionContext,
  statusItem: vscode.StatusBarItem,
): App {
  const store = new DisposableStore();
  const clock = systemClock;
  const log = store.add(vscode.window.createOutputChannel('Inkling', { log: true }));
  const status = store.add(new Status(statusItem));
  const settings = store.add(new SettingsSource(log));
  const inDist = (file: string) => join(extension.extensionPath, 'dist', file);

  const context = store.add(
    createContext({
      ...{ settings, log, clock, status },
      indexWorkerPath: inDist('indexWorker.js'),
      indexData: {
        grammarFolder: inDist('syntax'),
        ...(extension.storageUri?.scheme === 'file' && {
          storePath: join(extension.storageUri.fsPath, 'index.sqlite'),
          embeddingsPath: join(extension.storageUri.fsPath, 'embeddings.sqlite'),
        }),
      },
    }),
  );
  const { ignoreRules, rulesFor, mapFor, finder, workspace } = context;
  const vault = new SecretVault();
  const gate = createOutboundGate({
    isTrusted: () => vscode.workspace.isTrusted,
    ignoreRules,
    secrets: () => (settings.read()['context.maskSecrets'] ? vault : undefined),
  });
  const tokens = new ModelCounters(() =>
    loadTokenizer({ wasmPath: inDist('tiktoken_bg.wasm'), ranksPath: inDist('o200k_base.json') }),
  );
  const sentLog = new SentLog();
  const ledger = new Ledger(ledgerStore(extension.globalState), () => Date.now());
  store.add(nameWhoAnswers(sentLog, status));
  finder.addEngine(new EngineSearch({ settings, gate, sentLog, clock, log }));
  const sender = new RecordingSender({
    log: sentLog,
    ledger,
    counters: tokens,
    secrets: vault,
    clock,
    wallTimeMs: () => Date.now(),
  });

  const syntax = store.add(new SyntaxClient(inDist('syntaxWorker.js'), inDist('syntax'), log));
  const engine = store.add(new EmbeddedClient(inDist('embeddedWorker.js'), log));
  const storeFile = extension.storageUri && join(extension.storageUri.fsPath, 'embedded.bin');
  store.add(new WorkspaceLearner(engine, settings, ignoreRules, log, status, storeFile));
  const threshold = () => leastSureness[settings.read()['embedded.eagerness']];
  const embedded = new EmbeddedModel(engine, threshold);
  const instantModel = new EmbeddedModel(engine, () => Math.max(threshold(), besideThreshold));
  const { models, commands, describe, endpointOf } = store.add(
    createModels({ extension, settings, log, clock, gate, embedded, status }),
  );
  store.add(warmTokenizer(models, tokens, clock));
  const embeddings = store.add(
    createEmbeddings({
      ...{ settings, log, clock, gate, sentLog, ledger, ignoreRules, workspace, endpointOf },
    }),
  );
  finder.addMeaning(embeddings.search);

  const retrievers = [...context.retrievers, new MatchedRetriever(engine, settings)];

  const services: Services = {
    ...{
      extension,
      settings,
      log,
      clock,
      models,
      gate,
      ignoreRules,
      sender,
      ledger,
      tokens,
      retrievers,
      syntax,
      rulesFor,
      mapFor,
      finder,
      status,
    },
  };
  const setUp = { setUp: async () => void (await commands['inkling.model.setUp']()) };
  const ghostEdit = store.add(new GhostEdit());
  const completion = store.add(
    createCompletion(services, { ignoreRules, instantModel, ghostEdit, describe }),
  );
  const { switches, lastChangeOf } = completion;
  const nextEdit = store.add(
    createNextEdit(services, { ignoreRules, switches, ghostEdit, lastChangeOf }),
  );
  const edit = store.add(createEdit(services, setUp, askInChat));
  const chat = store.add(createChat(services, edit.proposer, setUp, ignoreRules));
  const sent = store.add(createSent(sentLog));

  async function askInChat(question: string, place?: { uri: vscode.Uri; range: vscode.Range }) {
    const document = place && (await vscode.workspace.openTextDocument(place.uri));
    await chat.ask(question, document ? [selectionAttachment(document, place.range)] : []);
  }

  return {
    commands: {
      ...completion.commands,
      ...nextEdit.commands,
      ...edit.commands,
      ...chat.commands,
      ...commands,
      ...sent.commands,
      ...embeddings.commands,
      'inkling.embedded.explain': () => whyThisSuggestion(engine),
      'inkling.walkthrough.open': () =>
        vscode.commands.executeCommand(
          'workbench.action.openWalkthrough',
          `${extension.extension.id}#start`,
        ),
      'inkling.log.show': () => log.show(),
    },
    completion: completion.provider,
    chatView: chat.view,
    dispose: () => store.dispose(),
  };
}
