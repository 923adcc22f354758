import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { EditQuestion } from '../../core/prompt/editPrompt.ts';
import { textOutOfReach } from '../context/textOutOfReach.ts';
import { namedCommands } from '../namedCommands.ts';
import { problemsIn } from './editContext.ts';
import { askWithProgress, type EditOutcome, type EditRunPorts, landRewrite } from './editRun.ts';
import { documentRange, type EditTarget, editTargetOf } from './editTarget.ts';
import { openTests } from './testFile.ts';

/** Explaining is a question for the chat: it gets the code, its document and its place. */
export type Explain = (text: string, uri: vscode.Uri, range: vscode.Range) => unknown;

/** One thing to do, as the progress notification calls it. */
interface Job {
  readonly title: string;
  readonly instruction: string;
  readonly task: EditQuestion['task'];
}

/** The edit commands: each finds its lines, asks, and lands what comes; one runs at a time. */
export class EditCommands implements Disposable {
  private running: AbortController | undefined;
  private lastInstruction = '';

  constructor(
    private readonly ports: EditRunPorts,
    private readonly explain: Explain,
  ) {}

  /** With an instruction given (a keybinding may have one) nothing is asked. */
  runEdit(given: unknown): Promise<EditOutcome> {
    return this.withTarget(async target => {
      const instruction = typeof given === 'string' ? given : await this.askInstruction(target);
      if (!instruction?.trim()) return { kind: 'cancelled' };
      this.lastInstruction = instruction;
      return this.run(target, { title: 'Editing', instruction, task: 'rewrite' });
    });
  }

  fix(): Promise<EditOutcome> {
    return this.withTarget(target => {
      const problems = problemsIn(target).length;
      const instruction =
        problems > 0
          ? 'Fix the problems reported in these lines, with the smallest change that is right.'
          : 'Find and fix the bugs in these lines, with the smallest change that is right. If there is none, return them unchanged.';
      return this.run(target, { title: 'Fixing', instruction, task: 'rewrite' });
    });
  }

  document(): Promise<EditOutcome> {
    const instruction =
      'Add or improve documentation comments in the usual form of the language. Change nothing but comments.';
    return this.withTarget(target =>
      this.run(target, { title: 'Documenting', instruction, task: 'rewrite' }),
    );
  }

  simplify(): Promise<EditOutcome> {
    const instruction =
      'Make these lines simpler and easier to read without changing what they do.';
    return this.withTarget(target =>
      this.run(target, { title: 'Simplifying', instruction, task: 'rewrite' }),
    );
  }

  generateTests(): Promise<EditOutcome> {
    const instruction = 'Write tests for these lines.';
    return this.withTarget(target =>
      this.run(target, { title: 'Writing tests', instruction, task: 'tests' }),
    );
  }

  async explainSelection(): Promise<void> {
    await this.withTarget(async target => {
      const range = documentRange(target);
      await this.explain(target.document.getText(range), target.document.uri, range);
      return { kind: 'done' };
    });
  }

  cancel(): void {
    this.running?.abort();
  }

  private async withTarget(
    run: (target: EditTarget) => Promise<EditOutcome>,
  ): Promise<EditOutcome> {
    const target = textOutOfReach() ?? editTargetOf(vscode.window.activeTextEditor);
    return typeof target === 'string' ? this.inform(target) : run(target);
  }

  private inform(message: string): EditOutcome {
    void answerTo(vscode.window.showInformationMessage, message);
    return { kind: 'told', message, mayRetry: false };
  }

  private askInstruction({ range }: EditTarget): Thenable<string | undefined> {
    const { start, endExclusive } = range;
    const place =
      endExclusive - start > 1 ? `lines ${start + 1}–${endExclusive}` : `line ${start + 1}`;
    return vscode.window.showInputBox({
      title: `Inkling: Edit ${place}`,
      prompt: 'What should change? Enter asks the model; the result is shown for review.',
      placeHolder: 'For example: handle an empty list',
      value: this.lastInstruction,
      valueSelection: [0, this.lastInstruction.length],
    });
  }

  /** Resolves when the edit has ended, however it did; what is told of it may still stand then. */
  private async run(target: EditTarget, job: Job): Promise<EditOutcome> {
    if (this.running) {
      return this.inform(
        'An edit is running. Wait for it, or run Inkling: Cancel the Running Edit.',
      );
    }
    const stop = new AbortController();
    this.setRunning(stop);
    let outcome: EditOutcome;
    try {
      outcome = await this.attempt(target, job, stop);
    } catch (error) {
      this.ports.services.log.error('An edit failed.', error);
      const message = 'Something went wrong inside Inkling. The log (Inkling: Show Log) says what.';
      outcome = { kind: 'told', message, mayRetry: false };
    } finally {
      this.setRunning(undefined);
    }
    if (outcome.kind === 'told') void this.tell(outcome, target, job);
    return outcome;
  }

  private async attempt(target: EditTarget, job: Job, stop: AbortController): Promise<EditOutcome> {
    const { services, setUp } = this.ports;
    const { instruction, task, title } = job;
    const reply = await askWithProgress(
      target,
      instruction,
      task,
      `Inkling: ${title}`,
      services,
      stop,
    );
    if (reply.kind === 'cancelled' || stop.signal.aborted) return { kind: 'cancelled' };
    if (reply.kind === 'noModel') {
      await setUp();
      return { kind: 'cancelled' };
    }
    if (reply.kind === 'failed') return { kind: 'told', message: reply.message, mayRetry: true };
    if (task === 'tests') return openTests(target, reply.text);
    return landRewrite(target, reply.text, this.ports);
  }

  private async tell(
    { message, mayRetry }: EditOutcome & { kind: 'told' },
    target: EditTarget,
    job: Job,
  ): Promise<void> {
    const retry = 'Try Again';
    const { showWarningMessage } = vscode.window;
    const answer = await answerTo(showWarningMessage, message, mayRetry ? [retry] : []);
    if (answer !== retry) return;
    const isSame = !target.document.isClosed && target.document.getText() === target.base;
    if (isSame) await this.run(target, job);
    else await this.withTarget(current => this.run(current, job));
  }

  private setRunning(running: AbortController | undefined): void {
    this.running = running;
    void vscode.commands.executeCommand('setContext', 'inkling.isEditing', running !== undefined);
  }

  dispose(): void {
    this.running?.abort();
  }
}

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

/** Shows a message with a button for each command that it names; resolves to the button of the others. */
async function answerTo(
  show: Show,
  message: string,
  others: readonly string[] = [],
): Promise<string | undefined> {
  const ways = namedCommands(message);
  const answer = await show(message, ...ways.map(({ title }) => title), ...others);
  const way = ways.find(({ title }) => title === answer);
  if (way) await vscode.commands.executeCommand(way.command);
  return way ? undefined : answer;
}
