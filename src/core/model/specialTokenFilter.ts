import { MarkerScanner } from './markerScanner.ts';
import type { TextFilter } from './textFilter.ts';
import { thinkingTags } from './thinkingFilter.ts';

/**
 * Ends the text at the first special token, and at a thinking tag that comes where no thought belongs.
 * A model that echoes tokens before its first visible character loses only those.
 */
export class SpecialTokenFilter implements TextFilter {
  private readonly scanner: MarkerScanner;
  private hasText = false;
  isClosed = false;

  constructor(tokens: readonly string[]) {
    this.scanner = new MarkerScanner([...tokens, ...thinkingTags]);
  }

  push(text: string): string {
    return this.keep(this.scanner.push(text));
  }

  end(): string {
    return this.keep(this.scanner.end());
  }

  private keep(pieces: ReturnType<MarkerScanner['push']>): string {
    let kept = '';
    for (const piece of pieces) {
      if (this.isClosed) break;
      if (piece.type === 'marker') {
        this.isClosed = this.hasText || thinkingTags.includes(piece.marker);
        continue;
      }
      kept += piece.text;
      this.hasText ||= piece.text.trim() !== '';
    }
    return kept;
  }
}

/**
 * Takes away special tokens that end the text, and only those:
 * a chat answer may well quote one in the middle, when it is about models.
 */
export class TrailingTokenFilter implements TextFilter {
  private readonly scanner: MarkerScanner;
  /** Special tokens and white space that nothing has followed yet. */
  private held = '';
  readonly isClosed = false;

  constructor(tokens: readonly string[]) {
    this.scanner = new MarkerScanner(tokens);
  }

  push(text: string): string {
    return this.keep(this.scanner.push(text));
  }

  end(): string {
    return this.keep(this.scanner.end());
  }

  private keep(pieces: ReturnType<MarkerScanner['push']>): string {
    let kept = '';
    for (const piece of pieces) {
      if (piece.type === 'marker') this.held += piece.marker;
      else if (this.held !== '' && piece.text.trim() === '') this.held += piece.text;
      else {
        kept += this.held + piece.text;
        this.held = '';
      }
    }
    return kept;
  }
}
