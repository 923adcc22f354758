import { isBlank } from '../text/lines.ts';
import type { Fits } from './scope.ts';
import { isAt, type Place, restAt } from './typingAhead.ts';

interface Entry {
  readonly key: string;
  readonly place: Place;
  readonly text: string;
  readonly wasShown: boolean;
  readonly fits: Fits;
}

/** What remains of a remembered text. */
export interface Remembered {
  readonly text: string;
  /** It stood in the editor as it is; it must not change while the user types along. */
  readonly wasShown: boolean;
  /** It is the end of what stood there, and what follows the cursor is still the same: nothing has to be fitted. */
  readonly isRest?: boolean;
  /** What fitted where it was asked for. */
  readonly fits?: Fits;
}

/** Entries kept per document and model: more than anyone types back and forth. */
const capacity = 40;
const maxDocuments = 50;

/**
 * Remembers texts per document and model (`key`).
 * Found again at the place they were made for, after typing along them and after going back on the line;
 * what was shown wins over what was only answered, and what came last over what came before.
 */
export class CompletionCache {
  private readonly documents = new Map<string, Entry[]>();

  add(key: string, place: Place, { text, wasShown, fits }: Remembered): void {
    if (text === '') return;
    const id = documentId(key, place.uri);
    const entries = this.documents.get(id) ?? [];
    const others = entries.filter(entry => !(isAt(entry.place, place) && entry.text === text));
    this.documents.delete(id);
    const entry = { key, place, text, wasShown, fits };
    const shown = wasShown ? [] : others.filter(other => other.wasShown);
    const rest = wasShown ? others : others.filter(other => !other.wasShown);
    this.documents.set(id, [...shown, entry, ...rest].slice(0, capacity));
    if (this.documents.size <= maxDocuments) return;
    const oldest = this.documents.keys().next();
    if (!oldest.done) this.documents.delete(oldest.value);
  }

  /** What remains of a remembered text at a place. */
  find(key: string, place: Place): Remembered | undefined {
    for (const entry of this.documents.get(documentId(key, place.uri)) ?? []) {
      const rest = restAt(entry.place, entry.text, place);
      if (rest === undefined || isBlank(rest)) continue;
      const { text, wasShown, fits } = entry;
      const isRest = wasShown && rest.length <= text.length && entry.place.suffix === place.suffix;
      return { text: rest, wasShown, isRest, fits };
    }
    return undefined;
  }

  forget(uri: string): void {
    for (const id of this.documents.keys()) if (id.endsWith(`\n${uri}`)) this.documents.delete(id);
  }

  clear(): void {
    this.documents.clear();
  }
}

function documentId(key: string, uri: string): string {
  return `${key}\n${uri}`;
}
