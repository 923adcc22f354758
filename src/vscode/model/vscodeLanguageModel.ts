import * as vscode from 'vscode';
import { untilAborted, whenAborted } from '../../base/untilAborted.ts';
import { cleanStream } from '../../core/model/cleanStream.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart } from '../../core/model/model.ts';
import { ModelError } from '../../core/model/modelError.ts';
import type { OfferedModel } from '../../core/model/roles.ts';
import { TrailingTokenFilter } from '../../core/model/specialTokenFilter.ts';
import type { SealedPrompt } from '../../core/outbound/sealedPrompt.ts';
import { messagesOf } from '../../core/prompt/fimContent.ts';
import { unmistakableTokens } from '../../core/prompt/fimTemplate.ts';

/** VS Code does not tell how long an answer may be; this is what its models give at least. */
const maxOutputTokens = 4096;

/** One of the language models that VS Code itself offers to extensions, for edits and chat. */
export class VscodeLanguageModel implements Model {
  readonly info: ModelInfo;

  constructor(private readonly chat: vscode.LanguageModelChat) {
    this.info = infoOf(chat);
  }

  stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    return cleanStream(this.open(prompt, request), [new TrailingTokenFilter(unmistakableTokens)]);
  }

  private async *open(prompt: SealedPrompt, request: ModelRequest): AsyncGenerator<StreamPart> {
    if (prompt.content.kind === 'fim') {
      throw new ModelError(
        'unsupported',
        `${this.info.name} only chats. Choose another model for completion.`,
      );
    }
    const cancellation = new vscode.CancellationTokenSource();
    const onAbort = () => cancellation.cancel();
    request.signal.addEventListener('abort', onAbort, { once: true });
    const aborted = whenAborted(request.signal);
    try {
      if (request.signal.aborted) return;
      const messages = messagesOf(prompt.content);
      request.onSend?.({
        url: `vscode-lm:${this.chat.vendor}/${this.chat.id}`,
        body: JSON.stringify(messages),
      });
      const options = {
        justification: 'You asked Inkling, and it uses the model that VS Code offers.',
      };
      const { token } = cancellation;
      const asked = this.chat.sendRequest(messages.map(toMessage), options, token);
      const response = await Promise.race([asked, aborted.promise]);
      if (response) yield* this.read(response, request.signal);
    } catch (error) {
      if (!request.signal.aborted) throw explain(this.info.name, error);
    } finally {
      request.signal.removeEventListener('abort', onAbort);
      aborted.dispose();
      cancellation.cancel();
      cancellation.dispose();
    }
  }

  private async *read(
    response: vscode.LanguageModelChatResponse,
    signal: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    let isEmpty = true;
    // Old versions of VS Code leave the iteration hanging after a cancellation.
    for await (const text of untilAborted(response.text, signal)) {
      if (text === '') continue;
      isEmpty = false;
      yield { type: 'text-delta', text };
    }
    if (signal.aborted) return;
    if (isEmpty)
      throw new ModelError('malformed', `${this.info.name} answered with nothing. Try again.`);
    yield { type: 'end', reason: 'stop', usage: {} };
  }
}

/** VS Code's models know no system role; our instructions go first as the user's. */
function toMessage({
  role,
  content,
}: {
  role: string;
  content: string;
}): vscode.LanguageModelChatMessage {
  return role === 'assistant'
    ? vscode.LanguageModelChatMessage.Assistant(content)
    : vscode.LanguageModelChatMessage.User(content);
}

function infoOf(chat: vscode.LanguageModelChat): ModelInfo {
  return {
    name: chat.name,
    providerName: 'VS Code',
    origin: `vscode:${chat.vendor}`,
    // VS Code counts the input alone.
    contextTokens: chat.maxInputTokens + maxOutputTokens,
    maxOutputTokens,
    canFim: false,
    canChat: true,
    isLocal: false,
  };
}

/** The models that VS Code offers now; none where the API or a provider is missing. */
export async function vscodeModels(): Promise<readonly { offer: OfferedModel; model: Model }[]> {
  const chats = await vscode.lm.selectChatModels().then(
    models => models,
    () => [],
  );
  return chats.map(chat => {
    const model = new VscodeLanguageModel(chat);
    return { offer: { kind: 'vscode', id: `${chat.vendor}/${chat.id}`, info: model.info }, model };
  });
}

function explain(name: string, error: unknown): ModelError {
  if (ModelError.is(error)) return error;
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  const said = error instanceof Error ? error.message : String(error);
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new ModelError(
        'consent',
        `VS Code does not let Inkling use ${name} yet. Allow it in VS Code's question, or in the Accounts menu under “Manage Language Model Access”.`,
        { cause: error },
      );
    case vscode.LanguageModelError.NotFound.name:
      return new ModelError('notFound', `VS Code no longer offers ${name}. Choose another model.`, {
        cause: error,
      });
    case vscode.LanguageModelError.Blocked.name:
      return new ModelError(
        'rateLimited',
        `${name} refused the request, because its quota is used up or its filter objected. VS Code says: ${said}`,
        { cause: error },
      );
    default:
      return new ModelError('rejected', `${name} failed. VS Code says: ${said}`, { cause: error });
  }
}
