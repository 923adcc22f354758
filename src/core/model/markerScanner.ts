/** A piece of a scanned stream: ordinary text, or one of the markers. */
export type Scanned =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'marker'; readonly marker: string };

/**
 * Splits streamed text at markers, also where a marker arrives in pieces.
 * Law: however the input is cut, the pieces joined together are the input, and so are the markers found.
 */
export class MarkerScanner {
  /** The end of the input so far that may still grow into a marker. */
  private held = '';
  private readonly markers: readonly string[];

  constructor(markers: readonly string[]) {
    // Of two markers at one place the longer wins: `<file_sep>` must not leave `_sep>` behind.
    this.markers = [...new Set(markers)].sort((a, b) => b.length - a.length);
  }

  push(text: string): Scanned[] {
    return this.scan(this.held + text, false);
  }

  /** What was held back; no further input comes. */
  end(): Scanned[] {
    return this.scan(this.held, true);
  }

  private scan(input: string, isEnd: boolean): Scanned[] {
    const pieces: Scanned[] = [];
    let textFrom = 0;
    let at = 0;
    while (at < input.length) {
      const marker = this.markers.find(candidate => input.startsWith(candidate, at));
      if (!isEnd && this.mayGrow(input, at, marker)) break;
      if (!marker) {
        at++;
        continue;
      }
      if (at > textFrom) pieces.push({ type: 'text', text: input.slice(textFrom, at) });
      pieces.push({ type: 'marker', marker });
      at += marker.length;
      textFrom = at;
    }
    if (at > textFrom) pieces.push({ type: 'text', text: input.slice(textFrom, at) });
    this.held = input.slice(at);
    return pieces;
  }

  /** True when the rest of the input is the beginning of a marker longer than the one found. */
  private mayGrow(input: string, at: number, found: string | undefined): boolean {
    const restLength = input.length - at;
    return this.markers.some(
      marker =>
        marker.length > restLength &&
        marker.length > (found?.length ?? 0) &&
        marker.startsWith(input.slice(at)),
    );
  }
}
