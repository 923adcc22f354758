// VS Code needs an extension under development to run the suites for; Inkling itself is the installed package.
// This one also plays a provider of language models, as Copilot is one.
const vscode = require('vscode');

const model = {
  id: 'scripted',
  name: 'Scripted',
  family: 'scripted',
  version: '1',
  maxInputTokens: 4000,
  maxOutputTokens: 1000,
  capabilities: {},
};

const changed = new vscode.EventEmitter();
/** Answers by what is asked: the last message, in pieces; `fail …` fails and `wait …` waits for the cancellation. */
const provider = {
  onDidChangeLanguageModelChatInformation: changed.event,
  provideLanguageModelChatInformation: async () => (exports.isOffering ? [model] : []),
  provideTokenCount: async (_model, text) => String(text).length,
  provideLanguageModelChatResponse: async (_model, messages, _options, progress, token) => {
    const said = messages
      .at(-1)
      .content.map(part => part.value ?? '')
      .join('');
    if (said.startsWith('fail')) throw vscode.LanguageModelError.Blocked('No quota is left.');
    for (const word of ['You said: ', said]) {
      progress.report(new vscode.LanguageModelTextPart(word));
    }
    if (!said.startsWith('wait')) return;
    await new Promise(resolve => token.onCancellationRequested(resolve));
    exports.cancelled = true;
  },
};

/** A file system in memory: the workspace of the virtual window. Reading what lies under `locked/` is forbidden. */
class MemoryFiles {
  changed = new vscode.EventEmitter();
  onDidChangeFile = this.changed.event;
  files = new Map([
    ['/shop/cart.ts', 'export function sumOfCart(prices: number[]): number {\n  \n}\n'],
    ['/shop/locked/list.ts', 'export const list = [];\n'],
    ['/shop/private/rules.ts', 'export const rule = \n'],
    ['/shop/.aiignore', 'private/\n'],
  ]);

  watch = () => ({ dispose() {} });

  isFolder(path) {
    const start = path.endsWith('/') ? path : `${path}/`;
    return [...this.files.keys()].some(file => file.startsWith(start));
  }

  stat({ path }) {
    const text = this.files.get(path);
    const times = { ctime: 0, mtime: 0 };
    if (text !== undefined) return { type: vscode.FileType.File, size: text.length, ...times };
    if (this.isFolder(path)) return { type: vscode.FileType.Directory, size: 0, ...times };
    throw vscode.FileSystemError.FileNotFound(path);
  }

  readDirectory({ path }) {
    const start = path.endsWith('/') ? path : `${path}/`;
    const names = [...this.files.keys()]
      .filter(file => file.startsWith(start))
      .map(file => file.slice(start.length));
    return [...new Set(names.map(name => name.split('/')[0]))].map(name => [
      name,
      names.includes(name) ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile({ path }) {
    if (path.includes('/locked/')) throw vscode.FileSystemError.NoPermissions(path);
    const text = this.files.get(path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  }

  writeFile({ path }, bytes) {
    this.files.set(path, new TextDecoder().decode(bytes));
  }

  createDirectory() {}

  delete({ path }) {
    this.files.delete(path);
  }

  rename(from, to) {
    this.files.set(to.path, this.files.get(from.path));
    this.files.delete(from.path);
  }
}

exports.cancelled = false;
// Only the suite that wants a model is offered one.
exports.isOffering = false;
exports.offer = isOffering => {
  exports.isOffering = isOffering;
  changed.fire();
};
exports.activate = context => {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('shopfs', new MemoryFiles()),
    vscode.lm.registerLanguageModelChatProvider('inkling-tests', provider),
  );
  return exports;
};
