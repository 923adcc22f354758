import type { CursorContext } from '../../core/context/cursorContext.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { EmbeddedClient } from '../../node/embeddedClient.ts';
import { sourcePath } from '../../provider/embedded.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { SettingsSource } from '../settings.ts';
import { sourceUri } from './sourceUri.ts';

/**
 * The lines that the embedded engine would learn its own suggestion from. Where it answers beside the model it is asked
 * the same question anyway.
 */
export class MatchedRetriever implements Retriever {
  readonly kind = 'matched';

  constructor(
    private readonly client: Pick<EmbeddedClient, 'matches'>,
    private readonly settings: SettingsSource,
  ) {}

  async retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]> {
    if (!this.settings.read()['embedded.enabled']) return [];
    const { prefix, suffix } = context;
    const cursor = { path: sourcePath(context.uri), prefix, suffix };
    const lines = await this.client.matches(cursor, signal);
    return lines.map(({ path, line, text, share }) => {
      const uri = sourceUri(path);
      return {
        kind: this.kind,
        uri: uri.toString(),
        path: relativePathOf(uri),
        startLine: line,
        endLineExclusive: line + 1,
        text: `${text}\n`,
        score: share,
      };
    });
  }
}
