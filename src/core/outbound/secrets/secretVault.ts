import type { TextFilter } from '../../model/textFilter.ts';
import { findSecrets } from './findSecrets.ts';
import { type SecretSpan, united } from './secretSpan.ts';

/** A text whose secrets stand under names that say nothing about them. */
export interface MaskedText {
  readonly text: string;
  /** What was masked, one entry for each place. */
  readonly kinds: readonly string[];
}

interface KnownSecret {
  readonly name: string;
  readonly kind: string;
}

const head = 'INKLING_SECRET_';
/** A name as we write it ends in `_`, so that a digit may follow; a model that forgets the last sign is understood. */
const anyName = /INKLING_SECRET_\d+_?/g;
const unfinishedName = /^INKLING_SECRET_\d*$/;

/** A vault does not grow without end; the oldest secrets lose their names. */
const capacity = 1000;
/** A known secret is masked elsewhere, too, when it is too long to stand there by chance. */
const leastKnown = 8;

/**
 * Gives secrets names in prompts, and the secrets back in what models answer. It keeps them in memory only, as long as
 * the window lives, so that a secret has one name in all prompts.
 * Law: `restore(mask(text).text) === text`, also when the masked text comes back in pieces.
 */
export class SecretVault {
  private readonly known = new Map<string, KnownSecret>();
  private readonly secrets = new Map<string, string>();
  private nNamed = 0;

  /** Masks what looks like a secret, and other places where a known one stands. */
  mask(text: string): MaskedText {
    const { before, kinds } = this.maskAround(text, '');
    return { text: before, kinds };
  }

  /** Would `mask` mask anything in the text? */
  findsIn(text: string): boolean {
    return this.spansIn(text).length > 0;
  }

  /** Masks the two sides of a cursor; a secret around the cursor stands before it as a whole. */
  maskAround(
    before: string,
    after: string,
  ): { readonly before: string; readonly after: string; readonly kinds: readonly string[] } {
    const text = before + after;
    const spans = this.spansIn(text);
    const cut = Math.max(
      before.length,
      ...spans.filter(around(before.length)).map(({ end }) => end),
    );
    const isBefore = ({ end }: SecretSpan) => end <= cut;
    return {
      before: this.replaced(text, 0, cut, spans.filter(isBefore)),
      after: this.replaced(
        text,
        cut,
        text.length,
        spans.filter(span => !isBefore(span)),
      ),
      kinds: spans.map(({ kind }) => kind),
    };
  }

  /** Puts the secrets back in place of their names. */
  restore(text: string): string {
    return text.replace(anyName, name => this.secretOf(name) ?? name);
  }

  /** Restores a stream; what may be the beginning of a name is held back. */
  restoring(): TextFilter {
    let held = '';
    const release = (length: number): string => {
      const text = this.restore(held.slice(0, length));
      held = held.slice(length);
      return text;
    };
    return {
      isClosed: false,
      push: text => {
        held += text;
        return release(startOfUnfinished(held));
      },
      end: () => release(held.length),
    };
  }

  private spansIn(text: string): readonly SecretSpan[] {
    // Names that the text has by itself are masked like secrets, so that restoring is exact.
    const names = text.includes(head) ? occurrences(text, anyName, 'name of a secret') : [];
    const again = [...this.known].flatMap(([secret, { kind }]) =>
      secret.length >= leastKnown && text.includes(secret) ? places(text, secret, kind) : [],
    );
    return united([...findSecrets(text), ...names, ...again]);
  }

  private replaced(text: string, start: number, end: number, spans: readonly SecretSpan[]): string {
    let masked = '';
    let at = start;
    for (const span of spans) {
      masked +=
        text.slice(at, span.start) + this.nameFor(text.slice(span.start, span.end), span.kind);
      at = span.end;
    }
    return masked + text.slice(at, end);
  }

  private nameFor(secret: string, kind: string): string {
    const known = this.known.get(secret);
    if (known) return known.name;
    const name = `${head}${++this.nNamed}_`;
    this.known.set(secret, { name, kind });
    this.secrets.set(name, secret);
    if (this.known.size > capacity) this.forgetOldest();
    return name;
  }

  private forgetOldest(): void {
    for (const [secret, { name }] of this.known) {
      this.known.delete(secret);
      this.secrets.delete(name);
      return;
    }
  }

  private secretOf(name: string): string | undefined {
    return this.secrets.get(name) ?? this.secrets.get(`${name}_`);
  }
}

function around(offset: number): (span: SecretSpan) => boolean {
  return ({ start, end }) => start < offset && end > offset;
}

function occurrences(text: string, pattern: RegExp, kind: string): SecretSpan[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    kind,
  }));
}

function places(text: string, secret: string, kind: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
    found.push({ start: at, end: at + secret.length, kind });
  }
  return found;
}

/** Where at the end of the text a name begins that may go on; the text's length when none does. */
function startOfUnfinished(text: string): number {
  const first = Math.max(0, text.length - head.length - 10);
  for (let at = text.indexOf('I', first); at !== -1; at = text.indexOf('I', at + 1)) {
    const rest = text.slice(at);
    if (head.startsWith(rest) || unfinishedName.test(rest)) return at;
  }
  return text.length;
}
