import * as vscode from 'vscode';
import type { OutboundGate } from '../../core/outbound/gate.ts';
import type { SealedPrompt } from '../../core/outbound/sealedPrompt.ts';
import type { PromptDraft, PromptPart } from '../../core/prompt/prompt.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { Check } from '../../provider/probe.ts';
import { probe } from '../../provider/probe.ts';
import type { ModelPool } from './modelPool.ts';
import { machineName } from './remoteMachine.ts';
import type { ReportDocuments } from './reportDocuments.ts';

/** A prompt of the probe is far smaller than any context; its size is not in question. */
const probeBudget = { maxTokens: 400, counter: { count: (text: string) => text.length } };

export interface TestOptions {
  readonly pool: ModelPool;
  readonly gate: OutboundGate;
  readonly reports: ReportDocuments;
}

/** Tries a model out and opens the report. Resolves to the checks. */
export async function testModel(
  settings: ModelSettings,
  { pool, gate, reports }: TestOptions,
): Promise<readonly Check[]> {
  const chat = seal(gate, chatDraft);
  const hole = seal(gate, holeDraft);
  if (!chat || !hole) {
    const message =
      'In an untrusted workspace nothing is sent, so no model can be tested. Trust it first.';
    void vscode.window.showWarningMessage(message);
    return [];
  }
  const checks = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Inkling tries out ${settings.name}`,
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const [model, endpoint] = [await pool.get(settings), pool.endpoint(settings)];
      const done: Check[] = [];
      const options = { settings, endpoint, model, prompts: { chat, hole }, signal: abort.signal };
      for await (const check of probe(options)) {
        done.push(check);
        progress.report({ message: check.name });
        if (abort.signal.aborted) break;
      }
      return done;
    },
  );
  await reports.show(`Test of ${settings.name}`, render(settings, checks));
  return checks;
}

const marks: Record<Check['result'], string> = {
  passed: '✓ passed',
  failed: '✗ failed',
  skipped: '– skipped',
};

function render(settings: ModelSettings, checks: readonly Check[]): string {
  const lines = checks.map(
    ({ name, result, detail }) => `## ${name}: ${marks[result]}\n\n${detail}\n`,
  );
  const verdict = checks.some(({ result }) => result === 'failed')
    ? 'Something needs mending: see the failed line.'
    : 'Everything that was tried works.';
  return [
    `# ${settings.name}\n`,
    `${settings.model} at ${settings.baseUrl}, asked from ${machineName()}.\n`,
    `${verdict}\n`,
    ...lines,
  ].join('\n');
}

function seal(gate: OutboundGate, draft: PromptDraft): SealedPrompt | undefined {
  const result = gate.seal(draft, probeBudget);
  return result.kind === 'sealed' ? result.prompt : undefined;
}

function part(text: string, shrink: PromptPart['shrink']): PromptPart {
  return { source: { type: 'instructions', kind: 'test' }, text, priority: 1, shrink };
}

const chatDraft: PromptDraft = {
  kind: 'chat',
  messages: [
    {
      role: 'user',
      parts: [part('Count from one to ten in words, one number on a line.', 'required')],
    },
  ],
};

const holeDraft: PromptDraft = {
  kind: 'fim',
  languageId: 'python',
  path: 'sums.py',
  prefix: part('def add(a, b):\n    """Return the sum of a and b."""\n    return ', 'start'),
  suffix: part('\n\n\ndef subtract(a, b):\n    return a - b\n', 'end'),
  snippets: [],
};
