import type { Filter } from './filter.ts';

/** Nothing visible is nothing to show. */
export const dropEmpty: Filter = text => (text.trim() === '' ? { rejected: 'empty' } : text);
