import { MarkerScanner } from '../model/markerScanner.ts';
import type { TextFilter } from '../model/textFilter.ts';
import type { FimText } from './fimPrompt.ts';
import type { ChatRole } from './prompt.ts';

const openTag = '<COMPLETION>';
const closeTag = '</COMPLETION>';
const hole = '<HOLE/>';

const instructions = [
  `You complete code. The user shows a file in which ${hole} marks the cursor.`,
  `Reply with the text that replaces ${hole}, between ${openTag} and ${closeTag}, and with nothing else.`,
  'It continues exactly at the mark: do not repeat what stands before or after it, keep the indentation of the file,',
  'and do not use Markdown. If nothing should be inserted, leave the space between the tags empty.',
].join('\n');

/** Asks a model that only chats to fill a hole. */
export function holeFillingMessages(text: FimText): { role: ChatRole; content: string }[] {
  const others = text.snippets.map(
    snippet => `<OTHER_FILE path="${snippet.path}">\n${snippet.text}\n</OTHER_FILE>\n`,
  );
  const file = `<FILE path="${text.path}" language="${text.languageId}">\n${text.prefix}${hole}${text.suffix}\n</FILE>`;
  return [
    { role: 'system', content: instructions },
    { role: 'user', content: others.join('') + file },
  ];
}

/**
 * Takes the filling out of the reply while it streams.
 * Without tags only a fenced block counts, at the end: what else there is may be prose, and prose is noise in code.
 */
export class HoleFillingFilter implements TextFilter {
  private readonly scanner = new MarkerScanner([openTag, closeTag]);
  private beforeTag = '';
  private isOpen = false;
  isClosed = false;

  push(text: string): string {
    return this.take(this.scanner.push(text));
  }

  end(): string {
    const rest = this.take(this.scanner.end());
    if (this.isOpen || this.isClosed) return rest;
    return /(?:^|\n)(`{3,})[^\n`]*\n([\s\S]*?)\n?\1/.exec(this.beforeTag)?.[2] ?? '';
  }

  private take(pieces: ReturnType<MarkerScanner['push']>): string {
    let inside = '';
    for (const piece of pieces) {
      if (this.isClosed) break;
      if (piece.type === 'text' && this.isOpen) inside += piece.text;
      else if (piece.type === 'text') this.beforeTag += piece.text;
      else if (piece.marker === openTag) this.isOpen = true;
      else if (this.isOpen) this.isClosed = true;
    }
    return inside;
  }
}
