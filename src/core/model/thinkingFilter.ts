import { MarkerScanner } from './markerScanner.ts';

/** Pairs of tags in which models think aloud when the server does not separate it. */
const tags = ['think', 'thinking', 'thought', 'reasoning'].map(name => ({
  open: `<${name}>`,
  close: `</${name}>`,
}));

/** All of these tags. */
export const thinkingTags: readonly string[] = tags.flatMap(tag => [tag.open, tag.close]);

/** Streamed text divided into what the model thought and what it said. */
export interface ThoughtAndText {
  readonly thinking: string;
  readonly text: string;
}

/**
 * Takes thinking out of a reply. It counts as thinking only before the first visible character of the
 * answer, because later the same words may be code or prose about such tags.
 */
export class ThinkingFilter {
  private readonly scanner = new MarkerScanner(thinkingTags);
  private closeTag: string | undefined;
  private hasAnswered = false;
  /** White space after a thought belongs to the thought. */
  private hasThought = false;

  push(text: string): ThoughtAndText {
    return this.divide(this.scanner.push(text));
  }

  end(): ThoughtAndText {
    return this.divide(this.scanner.end());
  }

  private divide(pieces: ReturnType<MarkerScanner['push']>): ThoughtAndText {
    let thinking = '';
    let text = '';
    for (const piece of pieces) {
      const value = piece.type === 'text' ? piece.text : piece.marker;
      if (this.closeTag !== undefined) {
        if (value === this.closeTag) this.closeTag = undefined;
        else thinking += value;
      } else if (!this.hasAnswered && piece.type === 'marker') this.startThought(piece.marker);
      else text += this.answer(value);
    }
    return { thinking, text };
  }

  /** A closing tag without an opening one is left over from a template that opened it in the prompt. */
  private startThought(marker: string): void {
    this.hasThought = true;
    this.closeTag = tags.find(tag => tag.open === marker)?.close;
  }

  private answer(value: string): string {
    if (this.hasAnswered) return value;
    const visible = this.hasThought ? value.trimStart() : value;
    this.hasAnswered = visible.trim() !== '';
    return visible;
  }
}
