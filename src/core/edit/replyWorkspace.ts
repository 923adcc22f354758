import { isBlank, joinLines, splitLines, type TextLines } from '../text/lines.ts';
import { type AppliedReply, type ApplyOptions, type FailedHunk, refusal } from './appliedReply.ts';
import { applied, confidenceOfFate, failed, isApplied, newPath, noSuchFile } from './fates.ts';
import { type GuardKind, type GuardWarning, guardChange } from './guards.ts';
import { joinRequests } from './joinRequests.ts';
import { applySketch, filled } from './lazy/applySketch.ts';
import { hasGap, readSketch } from './lazy/sketch.ts';
import { type HunkFate, resolveHunks } from './match/resolveHunks.ts';
import { inOwnIndentation } from './ownIndentation.ts';
import { cleanPath, pathResolver } from './paths.ts';
import { pathsOf } from './readReply.ts';
import type { FileRequest, Hunk, ReplyInput } from './reply.ts';
import { type ApproximateHunk, resolveWhole, roughIn, roughly } from './roughHunks.ts';

/** The files that a reply is about: takes its requests one after the other, and says in the end what became of them. */
export class ReplyWorkspace {
  private readonly resolvePath: (written: string) => string | undefined;
  private readonly changed = new Map<string, string | null>();
  private readonly moves = new Map<string, string>();
  private readonly fates: HunkFate[] = [];
  /** The hunks of the fates, where there are any. */
  private readonly asked: Pick<FailedHunk, 'path' | 'before' | 'after'>[] = [];
  /** There is one file, and a path that names none means it. */
  isSole: boolean;
  private guard: GuardKind | undefined;
  private readonly warnings: string[] = [];
  private readonly approximate: ApproximateHunk[] = [];
  /** Files whose new text stands in the reply as a whole or in outline, not hunk by hunk. */
  private readonly refilled = new Set<string>();
  private readonly sketched = new Set<string>();
  /** What the guards found in the last text of each file. */
  private readonly marks = new Map<
    string,
    { readonly after: string; readonly found: readonly GuardWarning[] }
  >();

  constructor(
    private readonly files: ReadonlyMap<string, string>,
    private readonly options: ApplyOptions,
  ) {
    const { paths } = options;
    const byName = pathResolver([...files.keys()]);
    this.resolvePath = written => {
      const known = paths?.get(cleanPath(written));
      if (!known) return byName(written);
      return 'file' in known ? known.file : undefined;
    };
    this.isSole = files.size === 1;
  }

  input(): Pick<ReplyInput, 'resolvePath' | 'textOf'> {
    const texts = new Map<string | undefined, readonly string[]>();
    const textOf = (path: string | undefined) => {
      const file = this.existing(path);
      const text = texts.get(file) ?? splitLines(this.files.get(file ?? '') ?? '').lines;
      texts.set(file, text);
      return text;
    };
    return { resolvePath: this.resolvePath, textOf };
  }

  /** The file that a path means: the one it names, or the only one there is. */
  private existing(path: string | undefined): string | undefined {
    const named = path === undefined ? undefined : this.resolvePath(path);
    if (named !== undefined) return named;
    return this.isSole ? [...this.files.keys()][0] : undefined;
  }

  /** The requests with one for each file, where several belong together. */
  joined(requests: readonly FileRequest[]): FileRequest[] {
    return joinRequests(requests, path => this.existing(path));
  }

  apply(request: FileRequest): void {
    const known = new Map(this.changed);
    const fates = this.fatesOf(request);
    const hunks = request.kind === 'update' ? request.hunks : [];
    const path = this.existing(request.path) ?? request.path;
    this.asked.push(...fates.map((_, at) => ({ ...(path && { path }), ...linesOf(hunks[at]) })));
    const touched = [...this.changed].filter(([path, text]) => known.get(path) !== text);
    const harm = touched.map(([path, text]) => this.harmIn(path, text)).find(Boolean);
    if (harm === undefined) {
      this.approximate.push(
        ...roughIn(request, fates, this.fates.length, path => this.existing(path)!),
      );
      this.fates.push(...fates);
      return;
    }
    this.guard = harm.kind;
    this.fates.push(...failed(`${harm.message} Nothing was changed there.`, fates.length));
    for (const [path] of touched) {
      const before = known.get(path);
      if (before === undefined) this.changed.delete(path);
      else this.changed.set(path, before);
      this.moves.delete(path);
    }
  }

  /** Why a new text must not be shown as the reply's edit; other marks are only warned of. */
  private harmIn(path: string, after: string | null): GuardWarning | undefined {
    if (after === null || this.options.isForced) return undefined;
    const refused = new Set<GuardKind>(['placeholder', 'loop']);
    if (this.refilled.has(path) && !this.options.mayShrink) refused.add('shrink');
    // What a sketch means is a reading of ours; other replies say every line that goes.
    if (this.sketched.has(path)) refused.add('brackets');
    return this.marksOf(path, after).find(guard => refused.has(guard.kind));
  }

  private fatesOf(request: FileRequest): readonly HunkFate[] {
    const refused = pathsOf([request]).map(path => this.options.paths?.get(cleanPath(path)));
    const why = refused.find(known => known && 'refused' in known);
    if (why && 'refused' in why)
      return failed(why.refused, request.kind === 'update' ? request.hunks.length : 1);
    if (request.kind === 'create') return this.create(request.path, request.lines);
    if (request.kind === 'delete') return this.remove(request);
    if (request.kind === 'update') return this.update(request);
    return this.fill(request);
  }

  private create(path: string, lines: readonly string[]): readonly HunkFate[] {
    const known = this.resolvePath(path);
    const target = known ?? newPath(path);
    const before = this.files.get(target) ?? '';
    if (this.changed.has(target)) return failed(`The reply makes ${path} twice.`);
    if (before.trim() === '') {
      this.changed.set(target, lines.length === 0 ? '' : `${lines.join('\n')}\n`);
      return applied(1);
    }
    const isSame = splitLines(before).lines.join('\n') === lines.join('\n');
    return isSame
      ? applied(1)
      : failed(`${target} exists already; a new file must not replace it.`);
  }

  private remove({ path, hunks }: FileRequest & { kind: 'delete' }): readonly HunkFate[] {
    const file = path === undefined ? undefined : this.resolvePath(path);
    if (file === undefined) return failed(`There is no file ${path ?? ''} to delete.`);
    const resolved = resolveHunks(splitLines(this.files.get(file)!), hunks, true);
    const isOther = resolved.fates.some(fate => fate.kind === 'failed');
    if (isOther || (hunks.length > 0 && !resolved.after.lines.every(isBlank))) {
      return failed(`${file} is not what the reply deletes.`);
    }
    this.changed.set(file, null);
    return applied(Math.min(1, ...resolved.fates.map(confidenceOfFate)));
  }

  private update(request: FileRequest & { kind: 'update' }): readonly HunkFate[] {
    const { path, moveTo, isOrdered, hunks } = request;
    const file = this.existing(path);
    if (file === undefined) return failed(noSuchFile(path), hunks.length);
    const before = this.current(file);
    if (before === undefined)
      return failed(`The reply both deletes and changes ${file}.`, hunks.length);
    const target = moveTo === undefined ? file : (this.resolvePath(moveTo) ?? newPath(moveTo));
    if (target !== file && (this.files.has(target) || this.changed.has(target))) {
      return failed(`${target} exists already; nothing was moved over it.`, hunks.length);
    }
    if (hunks.length === 0 && target === file)
      return failed('The reply changes nothing in the file.');
    const { after, fates } = resolveWhole(file, before, hunks, isOrdered);
    if (hunks.length > 0 && fates.every(fate => fate.kind === 'failed')) return fates;
    if (target === file) this.set(file, after);
    else {
      this.changed.set(file, null);
      this.changed.set(target, joinLines(after));
      this.moves.set(file, target);
    }
    return hunks.length === 0 ? applied(1) : fates;
  }

  private fill(request: FileRequest & { kind: 'rewrite' | 'sketch' }): readonly HunkFate[] {
    const { kind, path, lines } = request;
    const file = this.existing(path);
    if (file === undefined) {
      return path === undefined ? failed(noSuchFile(path)) : this.create(path, lines);
    }
    const before = this.current(file);
    if (before === undefined) return failed(`The reply both deletes and changes ${file}.`);
    const result =
      kind === 'sketch' ? applySketch(before, lines) : this.rewritten(file, before, lines);
    if (result.kind === 'refused') return failed(result.reason);
    this.refilled.add(file);
    if (kind === 'sketch') this.sketched.add(file);
    this.set(file, result.after);
    return applied(result.confidence);
  }

  /** A "whole file" that leaves lines out is a sketch; the guards tell where even that cannot be. */
  private rewritten(file: string, before: TextLines, lines: readonly string[]) {
    if (!before.lines.every(isBlank) && hasGap(readSketch(lines, before.lines, 4))) {
      const sketch = applySketch(before, lines);
      if (sketch.kind === 'applied') {
        this.warnings.push('The reply left out lines that stay; they were kept.');
        this.sketched.add(file);
        return sketch;
      }
    }
    const own = before.lines;
    return filled(before, this.options.isExcerpt ? lines : inOwnIndentation(lines, own, own));
  }

  /** The file as earlier parts of the same reply left it; undefined once deleted. */
  private current(file: string): TextLines | undefined {
    const text = this.changed.has(file) ? this.changed.get(file) : this.files.get(file);
    return typeof text === 'string' ? splitLines(text) : undefined;
  }

  private set(file: string, after: TextLines): void {
    const text = joinLines(after);
    if (text === this.files.get(file)) this.changed.delete(file);
    else this.changed.set(file, text);
  }

  result(warnings: readonly string[]): AppliedReply {
    const misses = this.fates.flatMap((fate, index) =>
      fate.kind === 'failed' ? [{ index, reason: fate.reason, ...this.asked[index] }] : [],
    );
    const rough = this.approximate.map(roughly);
    const all = [...warnings, ...this.warnings, ...rough, ...this.guards()];
    if (misses.length === this.fates.length) {
      const refused = refusal(misses[0]?.reason ?? 'The reply holds no edit.', all);
      return { ...refused, failed: misses, ...(this.guard && { guard: this.guard }) };
    }
    const confidence = Math.min(...this.fates.filter(isApplied).map(confidenceOfFate));
    const status = misses.length === 0 ? 'applied' : 'partial';
    const { approximate, moves, changed: files } = this;
    return { status, files, moves, failed: misses, confidence, approximate, warnings: all };
  }

  private marksOf(path: string, after: string): readonly GuardWarning[] {
    const last = this.marks.get(path);
    if (last?.after === after) return last.found;
    const from = [...this.moves].find(([, to]) => to === path)?.[0] ?? path;
    const found = guardChange(path, this.files.get(from) ?? '', after);
    this.marks.set(path, { after, found });
    return found;
  }

  private guards(): string[] {
    return [...this.changed].flatMap(([path, after]) => {
      if (after === null) return [];
      return this.marksOf(path, after).map(warning => warning.message);
    });
  }
}

function linesOf(hunk: Hunk | undefined): Pick<FailedHunk, 'before' | 'after'> {
  return hunk ? { before: hunk.before, after: hunk.after } : {};
}
