import type { CompletionPorts } from '../src/core/completion/complete.ts';
import { CompletionSession } from '../src/core/completion/completionSession.ts';
import { classifyChange, cursorAfter, type LastChange } from '../src/core/completion/lastChange.ts';
import { calmSituation, type Question, type Trigger } from '../src/core/completion/question.ts';
import type { CursorContext } from '../src/core/context/cursorContext.ts';
import type { Model } from '../src/core/model/model.ts';
import { defaultSettings } from '../src/core/settings.ts';
import type { ContentChange } from '../src/core/text/contentChange.ts';
import { explicitContext } from './explicitContext.ts';
import type { VirtualClock } from './virtualClock.ts';

/** The extension hears of a change this long after the key. */
const changeEventMs = 21;
/** VS Code asks its providers this long after the last key. */
const questionMs = 58;

interface Ghost {
  text: string;
  /** Taken back without an edit that contradicts it; if it comes back, that is a flicker. */
  isHidden: boolean;
}

/** What an editor does with a completion session: events after each key, a question after a pause, ghost text. */
export class TypingEditor {
  readonly session: CompletionSession;
  private text: string;
  private cursor: number;
  private version = 1;
  private lastChange: LastChange = 'none';
  private readonly undone: { readonly text: string; readonly cursor: number }[] = [];
  private ghost: Ghost | undefined;
  private cancelQuestion: () => void = () => {};
  acceptedChars = 0;
  staleShown = 0;
  flicker = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly model: Model,
    private readonly start: {
      readonly text: string;
      readonly cursor: number;
      readonly path: string;
    },
    ports: Omit<CompletionPorts, 'answers'>,
    /** Told when the extension's own code begins to work. */
    private readonly onWork: () => void,
  ) {
    this.text = start.text;
    this.cursor = start.cursor;
    this.session = new CompletionSession(ports);
  }

  get before(): string {
    return this.text.slice(0, this.cursor);
  }

  /** The ghost text that stands now. */
  get shownText(): string | undefined {
    return this.ghost && !this.ghost.isHidden ? this.ghost.text : undefined;
  }

  insert(text: string): void {
    this.edit({ rangeOffset: this.cursor, rangeLength: 0, text });
  }

  delete(count: number): void {
    const length = Math.min(count, this.cursor);
    this.edit({ rangeOffset: this.cursor - length, rangeLength: length, text: '' });
  }

  undo(): void {
    const earlier = this.undone.pop();
    if (!earlier) return;
    this.text = earlier.text;
    this.cursor = earlier.cursor;
    this.ghost = undefined;
    this.changed('undone');
  }

  moveTo(offset: number): void {
    this.cursor = Math.max(0, Math.min(offset, this.text.length));
    this.ghost = undefined;
    this.cancelQuestion();
    this.session.moveTo(this.context());
  }

  accept(): void {
    const text = this.shownText;
    if (text === undefined) return;
    this.ghost = undefined;
    this.acceptedChars += text.length;
    this.edit({ rangeOffset: this.cursor, rangeLength: 0, text });
    this.session.accepted();
  }

  escape(): void {
    this.ghost = undefined;
    this.cancelQuestion();
  }

  explicit(): void {
    this.question('explicit');
  }

  private edit(change: ContentChange): void {
    this.undone.push({ text: this.text, cursor: this.cursor });
    const suggested = this.session.suggestedAt(this.context());
    const { rangeOffset, rangeLength, text } = change;
    this.text = this.text.slice(0, rangeOffset) + text + this.text.slice(rangeOffset + rangeLength);
    this.cursor = cursorAfter(change);
    this.typeOver(change);
    this.changed(classifyChange([change], false, suggested));
  }

  /** VS Code keeps ghost text that begins with what is typed, and takes any other away at once. */
  private typeOver({ text, rangeLength }: ContentChange): void {
    const { ghost } = this;
    if (!ghost) return;
    const fits = rangeLength === 0 && ghost.text.startsWith(text) && ghost.text !== text;
    this.ghost = fits
      ? { text: ghost.text.slice(text.length), isHidden: ghost.isHidden }
      : undefined;
  }

  private changed(lastChange: LastChange): void {
    this.version++;
    this.lastChange = lastChange;
    const context = this.context();
    this.cancelQuestion();
    this.clock.at(this.clock.now() + changeEventMs, () => this.early(context, lastChange));
    this.cancelQuestion = this.clock.at(this.clock.now() + questionMs, () =>
      this.question('automatic'),
    );
  }

  /** What the extension does when it hears of a change. */
  private early(context: CursorContext, lastChange: LastChange): void {
    this.onWork();
    this.session.moveTo(context);
    const isWorthIt = ['typed', 'picked', 'accepted'].includes(lastChange);
    if (!isWorthIt) return;
    void this.session.ask(this.ask(context, 'automatic', lastChange), new AbortController().signal);
  }

  private question(trigger: Trigger): void {
    if (trigger === 'explicit') this.onWork();
    const controller = new AbortController();
    this.cancelQuestion = () => controller.abort();
    const context = this.context();
    void this.session
      .ask(this.ask(context, trigger, this.lastChange), controller.signal)
      .then(outcome => {
        if (controller.signal.aborted) return;
        if (outcome.kind === 'completion') this.show(outcome.completion.text, context);
        else if (this.ghost) this.ghost.isHidden = true;
      });
  }

  private show(text: string, context: CursorContext): void {
    if (context.prefix !== this.before) this.staleShown++;
    const old = this.ghost;
    if (old && (old.isHidden || old.text !== text)) this.flicker++;
    this.ghost = { text, isHidden: false };
  }

  private ask(context: CursorContext, trigger: Trigger, lastChange: LastChange): Question {
    return {
      context,
      trigger,
      situation: { ...calmSituation, lastChange },
      model: this.model,
      multiline: defaultSettings['completion.multiline'],
      delayMs: defaultSettings['completion.delayMs'],
      limits: { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 },
      alternatives: 0,
      maxOutputTokens: defaultSettings['completion.maxOutputTokens'],
      maxPromptTokens: defaultSettings['completion.promptTokens'],
    };
  }

  private context(): CursorContext {
    const context = explicitContext({
      path: this.start.path,
      languageId: languageOf(this.start.path),
      prefix: this.before,
      suffix: this.text.slice(this.cursor),
    });
    return { ...context, version: this.version };
  }
}

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  py: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
  c: 'c',
  cpp: 'cpp',
  cs: 'csharp',
  rb: 'ruby',
  md: 'markdown',
};

function languageOf(path: string): string {
  return languages[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
}
