import { isBlank } from '../../text/lines.ts';
import type { Filter } from './filter.ts';

/** Nothing visible is nothing to show. */
export const dropEmpty: Filter = text => (isBlank(text) ? { rejected: 'empty' } : text);
