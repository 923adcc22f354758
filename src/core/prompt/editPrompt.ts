import type { PackedFile } from '../context/packing.ts';
import type { Rules } from '../context/ruleFiles.ts';
import { searchReplaceBlock } from '../edit/format/searchReplaceBlock.ts';
import { oneBlock, onlyMaterial } from './onlyMaterial.ts';
import type { ChatDraft, PartSource, PromptPart } from './prompt.ts';
import { rulesParts } from './rulesPart.ts';

/** What an edit is asked with. */
export interface EditQuestion {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  /** What the user (or the command) wants. */
  readonly instruction: string;
  /** Lines of the document, without their ends. */
  readonly lines: readonly string[];
  /** The lines to be rewritten. */
  readonly start: number;
  readonly endExclusive: number;
  /** Problems that the language service reports in these lines, one sentence each. */
  readonly problems: readonly string[];
  readonly snippets: readonly PackedFile[];
  readonly rules: readonly Rules[];
  /** What is asked for: the lines anew, only what changes in them, or a file of tests for them. */
  readonly task: 'rewrite' | 'blocks' | 'tests';
}

const rewriteInstructions = `You edit code inside an editor. You get a file, some lines of it and an instruction.
Answer with the complete new version of exactly these lines ${oneBlock}: no lines from before or after them, no explanation.
Write every line out; never stand in for code with a comment or dots. Keep indentation, style and everything the instruction does not ask to change.
If the instruction cannot be carried out, answer with one sentence that says why, without a code block.
${onlyMaterial}`;

const exampleBlock = searchReplaceBlock(
  ['lines as they stand in the file'],
  ['lines that replace them'],
);

const blockInstructions = `You edit code inside an editor. You get a file, some lines of it and an instruction.
Answer with what changes, as SEARCH/REPLACE blocks and nothing else, each in this form:
${exampleBlock}
A block quotes as few lines as stand in one place of the file only, indentation included; one block for each place. To add lines, quote a line beside them and repeat it.
Where another file that you were shown must change too, write its path on a line of its own above its block.
Never stand in for code with a comment or dots. Keep everything the instruction does not ask to change.
If the instruction cannot be carried out, answer with one sentence that says why, without a block.
${onlyMaterial}`;

const testInstructions = `You write unit tests inside an editor. You get a file and some lines of it.
Answer with one complete test file for these lines ${oneBlock}. Write them as the project's own tests are written: framework, style, names. Where none is shown, use the usual framework of the language.
Test behaviour, edge cases and errors; import the code under test from its file.
${onlyMaterial}`;

const instructionsFor = {
  rewrite: rewriteInstructions,
  blocks: blockInstructions,
  tests: testInstructions,
} as const;

/** Priorities: what is asked stays, then the project's rules and the text around it, then snippets from elsewhere. */
const priority = { required: 100, problems: 80, rules: 70, around: 60, snippet: 40 } as const;

/** Builds the prompt of an edit, before the gate. */
export function draftEdit(question: EditQuestion): ChatDraft {
  const { lines, start, endExclusive } = question;
  return {
    kind: 'chat',
    messages: [
      {
        role: 'system',
        parts: [own(instructionsFor[question.task]), ...rulesParts(question.rules, priority.rules)],
      },
      {
        role: 'user',
        parts: [
          ...question.snippets.map(snippetPart),
          own(`The file is ${question.path} (${question.languageId}). Before the lines stands:\n`),
          filePart(question, 'prefix', 0, start, 'start'),
          own(`\n\nThe lines are:\n${fenceFor(lines.slice(start, endExclusive))}\n`),
          selectionPart(question),
          own(`\n${fenceFor(lines.slice(start, endExclusive))}\n\nAfter them stands:\n`),
          filePart(question, 'suffix', endExclusive, lines.length, 'end'),
          ...problemParts(question),
          own('\n\nInstruction: '),
          userPart(question.instruction),
        ],
      },
    ],
  };
}

/** A fence longer than any in the text, so that the text cannot end it. */
export function fenceFor(lines: readonly string[]): string {
  const runs = lines.flatMap(line => /^\s*(`{3,})/.exec(line)?.[1]?.length ?? []);
  return '`'.repeat(Math.max(2, ...runs) + 1);
}

function own(text: string): PromptPart {
  const source: PartSource = { type: 'instructions', kind: 'edit' };
  return { source, text, priority: priority.required, shrink: 'required' };
}

function userPart(text: string): PromptPart {
  const source: PartSource = { type: 'user', kind: 'instruction' };
  return { source, text, priority: priority.required, shrink: 'required' };
}

/** The lines that are meant. Written anew, most of them come back as they are. */
function selectionPart(question: EditQuestion): PromptPart {
  const { start, endExclusive, task } = question;
  const part = filePart(question, 'selection', start, endExclusive, 'required');
  return task === 'rewrite' ? { ...part, predictsOutput: true } : part;
}

function filePart(
  { uri, path, lines }: EditQuestion,
  kind: string,
  startLine: number,
  endLineExclusive: number,
  shrink: PromptPart['shrink'],
): PromptPart {
  return {
    source: { type: 'file', kind, uri, path, startLine, endLineExclusive },
    text: lines.slice(startLine, endLineExclusive).join('\n'),
    priority: shrink === 'required' ? priority.required : priority.around,
    shrink,
  };
}

function problemParts({ problems, ...file }: EditQuestion): PromptPart[] {
  if (problems.length === 0) return [];
  const { uri, path, start, endExclusive } = file;
  return [
    {
      source: {
        type: 'file',
        kind: 'diagnostic',
        uri,
        path,
        startLine: start,
        endLineExclusive: endExclusive,
      },
      text: `\n\nProblems reported in these lines:\n${problems.map(problem => `- ${problem}`).join('\n')}`,
      priority: priority.problems,
      shrink: 'end',
    },
  ];
}

function snippetPart(snippet: PackedFile): PromptPart {
  const { kind, uri, path, runs } = snippet;
  const startLine = runs[0]?.startLine ?? 0;
  const endLineExclusive = runs.at(-1)?.endLineExclusive ?? startLine;
  return {
    source: { type: 'file', kind, uri, path, startLine, endLineExclusive, runs },
    text: `From ${path}, for reference:\n${snippet.text}\n\n`,
    priority: priority.snippet,
    shrink: 'none',
  };
}
