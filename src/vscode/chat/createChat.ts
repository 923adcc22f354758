import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Disposable } from '../../base/disposable.ts';
import type { Attachment } from '../../core/chat/attachment.ts';
import { ChatSession } from '../../core/chat/chatSession.ts';
import { ConversationFiles } from '../../node/conversationFiles.ts';
import type { CommandHandlers } from '../commands.ts';
import { exclusionOf } from '../context/exclusion.ts';
import type { WorkspaceIgnoreRules } from '../context/workspaceIgnoreRules.ts';
import type { EditProposer, Services } from '../services.ts';
import { askedIn } from './askedIn.ts';
import { Chat } from './chat.ts';
import { ChatView } from './chatView.ts';
import { PendingAttachments } from './pendingAttachments.ts';
import { pickFiles } from './pickFiles.ts';

type ChatCommand =
  | 'inkling.chat.open'
  | 'inkling.chat.new'
  | 'inkling.chat.history'
  | 'inkling.chat.stop'
  | 'inkling.chat.addSelection'
  | 'inkling.chat.addFile';

/** Lets people bind questions of their own to keys: `"args": { "question": "…" }`. */
const questionSchema = z.object({
  question: z.string().check(z.minLength(1), z.maxLength(20_000)),
});

/** The chat surface as the composition root and other surfaces see it. */
export interface ChatSurface extends Disposable {
  readonly view: vscode.WebviewViewProvider;
  readonly commands: CommandHandlers<ChatCommand>;
  /** Opens the chat and asks; resolves when the answer is finished, however it ended. */
  ask(question: string, attachments: readonly Attachment[]): Promise<unknown>;
}

/** The rules of the project that a question is about: of what goes with it, else of what is in front. */
async function rulesFor(attachments: readonly Attachment[], services: Services) {
  const attached = attachments.at(-1)?.uri;
  const uri =
    attached === undefined
      ? (vscode.window.activeTextEditor?.document.uri ??
        vscode.workspace.workspaceFolders?.[0]?.uri)
      : vscode.Uri.parse(attached);
  return uri ? services.rulesFor(uri) : [];
}

/** Builds the chat sidebar. `edits` takes code blocks into documents, `models.setUp` is the short way to a model. */
export function createChat(
  services: Services,
  edits: EditProposer,
  models: { setUp(): Promise<void> },
  ignoreRules: Pick<WorkspaceIgnoreRules, 'whenLoaded'>,
): ChatSurface {
  const { extension, log } = services;
  const storageUri = extension.storageUri ?? extension.globalStorageUri;
  const store = new ConversationFiles(vscode.Uri.joinPath(storageUri, 'chats').fsPath);
  const session = new ChatSession({
    store,
    clock: services.clock,
    log,
    nowMs: () => Date.now(),
    newId: () => crypto.randomUUID(),
    answering: () => ({
      models: services.models,
      gate: services.gate,
      sender: services.sender,
      tokens: services.tokens,
      log,
      promptTokens: services.settings.read()['chat.promptTokens'],
      rulesFor: ({ attachments }) => rulesFor(attachments, services),
      snippetsFor: async (turn, earlier, signal) =>
        services.settings.read()['chat.searchWorkspace']
          ? services.finder.find(askedIn(turn, earlier), signal)
          : [],
    }),
  });
  const view = new ChatView(extension.extensionUri, log);
  const pending = new PendingAttachments({
    isFirstQuestion: () => session.conversation.turns.length === 0,
    mayLeave: attachment => exclusionOf(services.gate, attachment) === undefined,
  });
  const chat = new Chat(services, session, store, view, pending, edits, models, ignoreRules);

  return {
    view,
    commands: {
      'inkling.chat.open': argument => {
        const asked = questionSchema.safeParse(argument);
        return asked.success ? chat.askAboutPending(asked.data.question) : chat.open();
      },
      'inkling.chat.new': () => chat.startNew(),
      'inkling.chat.history': () => chat.showHistory(),
      'inkling.chat.stop': () => session.stop(),
      'inkling.chat.addSelection': () => chat.addSelection(),
      'inkling.chat.addFile': async (clicked, selected) => {
        const given = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
        const uris = given.filter(uri => uri instanceof vscode.Uri);
        if (uris.length > 0) return chat.addFiles(uris);
        const picked = await pickFiles();
        const problems = await chat.addFiles(picked.uris);
        return [...problems, ...(await chat.addMentioned(picked.mentions))];
      },
    },
    ask: (question, attachments) => chat.ask(question, attachments),
    dispose() {
      chat.dispose();
      pending.dispose();
      session.dispose();
      view.dispose();
    },
  };
}
