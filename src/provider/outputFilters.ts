import { FenceFilter } from '../core/model/fenceFilter.ts';
import type { FimWay } from '../core/model/fimWay.ts';
import { SpecialTokenFilter, TrailingTokenFilter } from '../core/model/specialTokenFilter.ts';
import type { TextFilter } from '../core/model/textFilter.ts';
import type { SealedContent } from '../core/outbound/sealedPrompt.ts';
import { HoleFillingFilter } from '../core/prompt/fimHoleFilling.ts';
import { unmistakableTokens } from '../core/prompt/fimTemplate.ts';

/** Filters between a model's reply and the surfaces, by what was asked and how. */
export function outputFilters(content: SealedContent, way: FimWay): readonly TextFilter[] {
  if (content.kind === 'chat') return [new TrailingTokenFilter(unmistakableTokens)];
  const own = way.kind === 'template' ? way.template.tokens : [];
  const tokens = new SpecialTokenFilter([...unmistakableTokens, ...own]);
  // In Markdown a fence at the start is what the author is writing.
  const fence = /^(?:markdown|mdx|quarto|rmd)$/.test(content.languageId) ? [] : [new FenceFilter()];
  return way.kind === 'none' ? [tokens, new HoleFillingFilter(), ...fence] : [tokens, ...fence];
}
