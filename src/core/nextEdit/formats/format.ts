import type { ChatDraft, PromptPart } from '../../prompt/prompt.ts';
import type { TextLines } from '../../text/lines.ts';
import type { PastEdit } from '../editHistory.ts';
import type { EditableRegion, RegionSize } from '../region.ts';
import type { Rename } from '../renames.ts';
import type { ReplyMarks } from '../reply.ts';

/** What a prompt for a next edit is made of. */
export interface Scene {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly lines: TextLines;
  readonly region: EditableRegion;
  /** Where the user is, or what far place is looked at; 0-based, in the region. */
  readonly focus: { readonly line: number; readonly column: number };
  /** Oldest first. */
  readonly history: readonly PastEdit[];
  /** What the language reports in the region. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly rename?: Rename | undefined;
}

/** How a kind of model is asked for the next edit, as data: what is sent, and how its reply is read. */
export interface NextEditFormat {
  /** The name for the setting `nextEdit` of a model. */
  readonly name: string;
  /** Model ids of this kind; absent for what any model that chats can do. */
  readonly matches?: RegExp;
  /** The prompt is sent as it is, without the roles and marks of a chat. */
  readonly isRaw: boolean;
  readonly size: RegionSize;
  readonly marks: ReplyMarks;
  readonly stops: readonly string[];
  /** Text that must not stand in the code: the model would take it for a mark. */
  readonly reserved: readonly string[];
  draft(scene: Scene): ChatDraft;
}

/** What is asked stays, then the code around it, then the edits of before, latest first, then what the language reports. */
const priority = { required: 100, around: 60, history: 50, problems: 40 } as const;
/** The parts of the budget that the code above and below the region are sure of. */
const aboveShare = 0.25;
const belowShare = 0.15;

/** Words of ours, or marks of a format. */
export function own(text: string): PromptPart {
  const source = { type: 'instructions', kind: 'nextEdit' } as const;
  return { source, text, priority: priority.required, shrink: 'required' };
}

/** The region with a mark at the focus, as parts. */
export function regionParts(scene: Scene, cursorMark: string): PromptPart[] {
  const { region, focus, lines } = scene;
  const before = lines.lines.slice(region.start, focus.line);
  const line = lines.lines[focus.line] ?? '';
  const after = lines.lines.slice(focus.line + 1, region.endExclusive);
  const head = [...before, line.slice(0, focus.column)].join('\n');
  const tail = [line.slice(focus.column), ...after].join('\n');
  const middle = cursorMark === '' ? [] : [own(cursorMark)];
  return [
    filePart(scene, head, region.start, focus.line + 1, 'required'),
    ...middle,
    filePart(scene, tail, focus.line, region.endExclusive, 'required'),
  ];
}

/** The lines above the region, each with its end. */
export function abovePart(scene: Scene): PromptPart {
  const { start } = scene.region;
  const text = withEnds(scene.lines.lines.slice(0, start));
  return { ...filePart(scene, text, 0, start, 'start'), share: aboveShare };
}

/** The lines below the region, each with its end. */
export function belowPart(scene: Scene): PromptPart {
  const { endExclusive } = scene.region;
  const text = withEnds(scene.lines.lines.slice(endExclusive));
  const part = filePart(scene, text, endExclusive, scene.lines.lines.length, 'end');
  return { ...part, share: belowShare };
}

/** The user's last edits, each as the format writes it. */
export function historyParts({ history }: Scene, render: (edit: PastEdit) => string): PromptPart[] {
  return history.map((edit, at): PromptPart => {
    const { uri, path, startLine, after } = edit;
    const lines = { startLine, endLineExclusive: startLine + after.length };
    return {
      source: { type: 'file', kind: 'recentEdit', uri, path, ...lines },
      text: render(edit),
      priority: priority.history + at / 100,
      shrink: 'none',
    };
  });
}

/** What the language reports, a sentence each. */
export function problemParts({ uri, path, problems }: Scene): PromptPart[] {
  return problems.map(
    ({ line, message }): PromptPart => ({
      source: {
        ...{ type: 'file', kind: 'diagnostic', uri, path },
        ...{ startLine: line, endLineExclusive: line + 1 },
      },
      text: `Line ${line + 1}: ${message}\n`,
      priority: priority.problems,
      shrink: 'none',
    }),
  );
}

function filePart(
  { uri, path }: Scene,
  text: string,
  startLine: number,
  endLineExclusive: number,
  shrink: PromptPart['shrink'],
): PromptPart {
  return {
    source: { type: 'file', kind: 'nextEdit', uri, path, startLine, endLineExclusive },
    text,
    priority: shrink === 'required' ? priority.required : priority.around,
    shrink,
  };
}

function withEnds(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}
