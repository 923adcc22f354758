import { chatFormat } from './chatFormat.ts';
import type { NextEditFormat } from './format.ts';
import { sweepFormat } from './sweepFormat.ts';
import { zetaFormat } from './zetaFormat.ts';

/** The known ways to ask for a next edit; those for particular models first. */
export const nextEditFormats: readonly NextEditFormat[] = [zetaFormat, sweepFormat, chatFormat];

/** The format of a name from the settings. */
export function nextEditFormatNamed(name: string): NextEditFormat | undefined {
  return nextEditFormats.find(format => format.name === name);
}

/** The format of a model that was made for next edit, by its id. */
export function nextEditFormatOf(modelId: string): NextEditFormat | undefined {
  return nextEditFormats.find(format => format.matches?.test(modelId));
}
