import type { FimDraft } from '../prompt/prompt.ts';
import {
  draftOf,
  type PromptRoom,
  packAround,
  type ShownBefore,
  shownBy,
} from './completionDraft.ts';
import type { CursorContext } from './cursorContext.ts';
import type { Packing } from './packing.ts';
import type { Snippet } from './snippet.ts';

/** Drafts completion prompts one after the other, each as much like the last as what it shows allows. */
export class SteadyDraft {
  private before: ShownBefore | undefined;

  draft(context: CursorContext, snippets: readonly Snippet[], room: PromptRoom): FimDraft {
    const { packing, draft } = this.plan(context, snippets, room);
    this.before = shownBy(context, packing, draft);
    return draft;
  }

  /** What the next draft would be, without becoming the last one. */
  plan(
    context: CursorContext,
    snippets: readonly Snippet[],
    room: PromptRoom,
  ): { readonly packing: Packing; readonly draft: FimDraft } {
    const packing = packAround(context, snippets, room, this.before);
    return { packing, draft: draftOf(context, packing, this.before) };
  }
}
