import type { Filter } from './filter.ts';

/** Removes white space and blank lines at the end. */
export const trimTrailingSpace: Filter = text => text.trimEnd();
