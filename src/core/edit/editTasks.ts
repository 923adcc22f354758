/** An edit that needs no words from the user: what the progress calls it, and what the model is told. */
export interface EditTask {
  readonly title: string;
  readonly instruction: string;
  /** Only comments are to change. */
  readonly changesComments?: boolean;
}

/** The edits of the palette that rewrite the selected lines, by the end of their command's id. */
export const editTasks = {
  document: {
    title: 'Documenting',
    instruction:
      'Add or improve documentation comments in the usual form of the language. Change nothing but comments.',
    changesComments: true,
  },
  simplify: {
    title: 'Simplifying',
    instruction: 'Make these lines simpler and easier to read without changing what they do.',
  },
  optimise: {
    title: 'Optimising',
    instruction:
      'Make these lines faster or less hungry for memory without changing what they do or how they are called. Keep them readable. If nothing worthwhile can be gained, return them unchanged.',
  },
  addTypes: {
    title: 'Adding types',
    instruction:
      'Add the type annotations that the language and this file use, as precise as the code allows. Change nothing that happens at run time.',
  },
  handleErrors: {
    title: 'Handling errors',
    instruction:
      'Handle the errors that can happen in these lines in the way the rest of the file does: no failure is swallowed, messages say what went wrong. Keep what happens when nothing fails.',
  },
  extract: {
    title: 'Extracting',
    instruction:
      'Extract the part of these lines that does one thing of its own into a well-named function beside them, and call it. What the code does stays the same.',
  },
} as const satisfies Readonly<Record<string, EditTask>>;

export type EditTaskId = keyof typeof editTasks;

export const fixProblems =
  'Fix the problems reported in these lines, with the smallest change that is right.';
export const findBugs =
  'Find and fix the bugs in these lines, with the smallest change that is right. If there is none, return them unchanged.';
export const resolveConflict =
  'These lines are a merge conflict: both sides, perhaps with the text they come from between. Return the lines as they should be after the merge, with what each side meant to change, and without any conflict marker.';

/** The instruction to translate comments into a language of people, or code into one of computers. */
export function translation(language: string): string {
  return `Translate the comments and the texts that people read in these lines into ${language}. Leave identifiers, keys and everything that runs as they are.`;
}
