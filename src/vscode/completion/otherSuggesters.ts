import type * as vscode from 'vscode';

/**
 * Extensions that suggest code at the cursor, by their names in the galleries. VS Code asks all of them and shows one
 * answer, so that with two of them nobody knows whose suggestion it is. Copilot's newer form is a part of VS Code that
 * many have and do not use; it is not among them.
 */
const suggesters: Readonly<Record<string, string>> = {
  'github.copilot': 'GitHub Copilot',
  'amazonwebservices.amazon-q-vscode': 'Amazon Q',
  'augment.vscode-augment': 'Augment',
  'codeium.codeium': 'Windsurf',
  'continue.continue': 'Continue',
  'ggml-org.llama-vscode': 'llama.vscode',
  'google.geminicodeassist': 'Gemini Code Assist',
  'kilocode.kilo-code': 'Kilo Code',
  'rjmacarthy.twinny': 'twinny',
  'sourcegraph.cody-ai': 'Cody',
  'supermaven.supermaven': 'Supermaven',
  'tabbyml.vscode-tabby': 'Tabby',
  'tabnine.tabnine-vscode': 'Tabnine',
};

const storageKey = 'inkling.toldOfOtherSuggesters';

/** What the question needs of the window. */
export interface SuggesterQuestion {
  /** Names of the extensions that are enabled, such as `GitHub.copilot`. */
  readonly enabled: readonly string[];
  /** Kept on this machine. */
  readonly state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly notify: (message: string, ...answers: string[]) => Thenable<string | undefined>;
  readonly turnOff: () => Thenable<unknown>;
  readonly showExtensions: (ids: readonly string[]) => Thenable<unknown>;
}

/** Asks once on a machine which tool is to suggest, where there is more than one. */
export async function askAboutOthers(question: SuggesterQuestion): Promise<void> {
  const { enabled, state } = question;
  const others = enabled.filter(id => suggesters[id.toLowerCase()] !== undefined);
  if (others.length === 0 || state.get(storageKey)) return;
  await state.update(storageKey, true);
  const names = others.map(id => suggesters[id.toLowerCase()]!);
  const onlyOthers = names.length === 1 ? `Only ${names[0]}` : 'Only the Others';
  const all = names.length === 1 ? 'Keep Both' : 'Keep All';
  const answer = await question.notify(
    `${new Intl.ListFormat('en').format([...names, 'Inkling'])} suggest code at the cursor, and VS Code shows one of them at a time. Which do you want there?`,
    'Only Inkling',
    onlyOthers,
    all,
  );
  if (answer === onlyOthers) await question.turnOff();
  if (answer === 'Only Inkling') await question.showExtensions(others);
}
