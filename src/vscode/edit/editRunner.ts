import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { EditReply } from '../../core/edit/askForEdit.ts';
import type { FailedChange } from '../../core/edit/failedChange.ts';
import { retryInstruction } from '../../core/edit/failedChange.ts';
import { replyFormat } from '../../core/edit/replyFormat.ts';
import type { RewriteOptions } from '../../core/edit/rewriteRange.ts';
import type { EditQuestion } from '../../core/prompt/editPrompt.ts';
import { splitLines } from '../../core/text/lines.ts';
import { textOutOfReach } from '../context/textOutOfReach.ts';
import { answerTo } from './answerTo.ts';
import {
  type AskText,
  askForTarget,
  askWithProgress,
  type EditOutcome,
  type EditRunPorts,
} from './editRun.ts';
import { type EditTarget, editTargetOf } from './editTarget.ts';
import { grownTarget } from './grownTarget.ts';
import { landReply } from './landReply.ts';
import { projectTests } from './projectTests.ts';
import type { AskAgain } from './replyChange.ts';
import { openTests } from './testFile.ts';

/** One thing to do, as the progress notification calls it. */
export interface Job {
  readonly title: string;
  readonly instruction: string;
  readonly task: EditQuestion['task'];
  /** Only comments are to change. */
  readonly changesComments?: boolean;
}

/** Runs edits: asks, lands what comes, tells what went wrong; one runs at a time. */
export class EditRunner implements Disposable {
  private running: AbortController | undefined;

  constructor(readonly ports: EditRunPorts) {}

  /** Finds the lines that are meant, or says why there are none. */
  async withTarget(run: (target: EditTarget) => Promise<EditOutcome>): Promise<EditOutcome> {
    const target = textOutOfReach() ?? editTargetOf(vscode.window.activeTextEditor);
    if (typeof target === 'string') return this.inform(target);
    return run(await grownTarget(target, this.ports.services));
  }

  inform(message: string): EditOutcome {
    void answerTo(vscode.window.showInformationMessage, message);
    return { kind: 'told', message, mayRetry: false };
  }

  /** Resolves when the edit has ended, however it did; what is told of it may still stand then. */
  async run(target: EditTarget, job: Job): Promise<EditOutcome> {
    const outcome = await this.alone(stop => this.attempt(target, job, stop));
    if (outcome.kind === 'told') void this.tell(outcome, target, job);
    return outcome;
  }

  /** Asks for a text instead of an edit, and hands it on; what went wrong is told. */
  async ask(
    title: string,
    compose: AskText,
    use: (text: string) => Promise<EditOutcome>,
    onText?: (text: string) => void,
  ): Promise<EditOutcome> {
    const { services } = this.ports;
    const outcome = await this.alone(async stop => {
      const reply = await askWithProgress(title, services, stop, compose, onText);
      return this.handled(reply, stop, ({ text }) => use(text));
    });
    if (outcome.kind === 'told')
      void answerTo(vscode.window.showWarningMessage, outcome.message).catch(() => undefined);
    return outcome;
  }

  cancel(): void {
    this.running?.abort();
  }

  private async alone(work: (stop: AbortController) => Promise<EditOutcome>): Promise<EditOutcome> {
    if (this.running) {
      return this.inform(
        'An edit is running. Wait for it, or run Inkling: Cancel the Running Edit.',
      );
    }
    const stop = new AbortController();
    this.setRunning(stop);
    try {
      return await work(stop);
    } catch (error) {
      this.ports.services.log.error('An edit failed.', error);
      const message = 'Something went wrong inside Inkling. The log (Inkling: Show Log) says what.';
      return { kind: 'told', message, mayRetry: false };
    } finally {
      this.setRunning(undefined);
    }
  }

  private async attempt(target: EditTarget, job: Job, stop: AbortController): Promise<EditOutcome> {
    const { instruction, task, title } = job;
    const { services } = this.ports;
    if (task === 'tests') return this.attemptTests(target, job, stop);
    const reply = await askForTarget(target, instruction, task, title, services, stop);
    return this.handled(reply, stop, answer => {
      return landReply(target, answer, this.ports, this.asking(job, stop), optionsOf(job, target));
    });
  }

  private asking(job: Job, stop: AbortController): AskAgain {
    return (failed, text, file) => this.again(file, job, failed, text, stop);
  }

  /** Tests are written as the project writes its others, and go where those stand. */
  private async attemptTests(
    target: EditTarget,
    job: Job,
    stop: AbortController,
  ): Promise<EditOutcome> {
    const { instruction, task, title } = job;
    const tests = await projectTests(target.document);
    const asked = tests ? `${instruction} They will stand in ${tests.path}.` : instruction;
    const { services } = this.ports;
    const examples = tests?.example ?? [];
    const reply = await askForTarget(target, asked, task, title, services, stop, examples);
    return this.handled(reply, stop, answer => {
      const { text } = answer;
      if (replyFormat(text) === 'lazy') return openTests(target, text, tests?.uri);
      return landReply(target, answer, this.ports, this.asking(job, stop));
    });
  }

  /** Asks once more for changes that found no place; undefined where nothing usable came. */
  private async again(
    target: EditTarget,
    job: Job,
    failed: readonly FailedChange[],
    text: string,
    stop: AbortController,
  ): Promise<string | undefined> {
    const { lines } = splitLines(text);
    const now = { ...target, base: text, lines, range: { start: 0, endExclusive: lines.length } };
    const instruction = retryInstruction(job.instruction, failed, lines);
    const title = `${job.title} (once more)`;
    const { services } = this.ports;
    const reply = await askForTarget(now, instruction, 'blocks', title, services, stop);
    return reply.kind === 'reply' ? reply.text : undefined;
  }

  /** Retries changes that found no place, when the user wants it. */
  retry(document: vscode.TextDocument, failed: readonly FailedChange[]): Promise<EditOutcome> {
    const base = document.getText();
    const { lines } = splitLines(base);
    const target = { document, base, lines, range: { start: 0, endExclusive: lines.length } };
    const instruction = retryInstruction('Make the change that is named below.', failed, lines);
    return this.run(target, { title: 'Trying once more', instruction, task: 'blocks' });
  }

  private async handled(
    reply: EditReply,
    stop: AbortController,
    use: (reply: EditReply & { readonly kind: 'reply' }) => Promise<EditOutcome>,
  ): Promise<EditOutcome> {
    if (reply.kind === 'cancelled' || stop.signal.aborted) return { kind: 'cancelled' };
    if (reply.kind === 'noModel') {
      await this.ports.setUp();
      const message = 'The edit waits for a model. Try again when there is one.';
      return { kind: 'told', message, mayRetry: true };
    }
    if (reply.kind === 'failed') return { kind: 'told', message: reply.message, mayRetry: true };
    return use(reply);
  }

  private async tell(
    { message, mayRetry, anyway, show }: EditOutcome & { kind: 'told' },
    target: EditTarget,
    job: Job,
  ): Promise<void> {
    const retry = 'Try Again';
    const force = 'Apply Anyway';
    const look = 'Show Answer';
    const buttons = [
      ...(mayRetry ? [retry] : []),
      ...(anyway ? [force] : []),
      ...(show ? [look] : []),
    ];
    const answer = await answerTo(vscode.window.showWarningMessage, message, buttons);
    if (answer === force) await anyway?.();
    if (answer === look) await show?.();
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

/** A document that has no name yet does not say how its language marks comments. */
function optionsOf({ changesComments }: Job, { document }: EditTarget): RewriteOptions {
  return changesComments && !document.isUntitled ? { commentsOf: document.uri.path } : {};
}
