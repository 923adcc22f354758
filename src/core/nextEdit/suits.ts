import type { ModelInfo } from '../model/model.ts';
import { chatFormat } from './formats/chatFormat.ts';
import type { NextEditFormat } from './formats/format.ts';
import { nextEditFormatNamed, nextEditFormatOf } from './formats/formats.ts';

/** How a model is asked for the next edit, or why it is not, in a sentence for the user. */
export type NextEditSkill =
  | { readonly kind: 'format'; readonly format: NextEditFormat }
  | { readonly kind: 'unsuited'; readonly why: string };

/** Made for next edit, in ways that Inkling does not know. */
const unknownWays =
  /(?:^|[/:_.-])zeta[-_.]?[2-9]|sweep[-_]?next[-_]?edit.*v2|(?:^|[/:_.-])instinct(?:$|[/:_.-])/i;
/**
 * Parameters, in billions, below which a model that only chats rewrites code more often wrong than right: of 0.6 to 8
 * billion, those below 7 had at most 30 % of next edits right in the comparison of "Open sourcing a 1.5B parameter
 * Next-Edit Autocomplete Model" (blog.sweep.dev, 2026), those from 7 on about half.
 */
const leastParameters = 6;
/** Instructions, the region, some code around it and the answer. */
const leastContextTokens = 4096;

/**
 * How a configured model is to be asked, as its settings and its id tell; kept in `ModelInfo.nextEdit`. `setting` is
 * the model's `nextEdit`: `auto`, `none`, or a format by its name.
 */
export function nextEditNameOf(modelId: string, setting: string | undefined): string {
  if (setting === 'none' || (setting && nextEditFormatNamed(setting))) return setting;
  const format = nextEditFormatOf(modelId);
  if (format) return format.name;
  if (unknownWays.test(modelId)) return 'unknown';
  return (parametersOf(modelId) ?? leastParameters) < leastParameters ? 'small' : 'auto';
}

/** True for a value of a model's setting `nextEdit` that means something; any other is taken as `auto`. */
export function isNextEditSetting(value: string): boolean {
  return value === 'auto' || value === 'none' || nextEditFormatNamed(value) !== undefined;
}

/** Whether a model was made for next edit, so that it comes before the one that serves edits. */
export function isMadeForNextEdit({ nextEdit }: ModelInfo): boolean {
  const format = nextEdit === undefined ? undefined : nextEditFormatNamed(nextEdit);
  return format?.matches !== undefined;
}

/** How a model is asked for the next edit, or why it does not suit it. */
export function nextEditSkill(info: ModelInfo): NextEditSkill {
  const { name, origin, nextEdit = 'auto', contextTokens } = info;
  const unsuited = (why: string): NextEditSkill => ({ kind: 'unsuited', why: `${name} ${why}.` });
  if (origin === 'embedded') return unsuited('continues text and cannot rewrite it');
  if (nextEdit === 'none') return unsuited('is not to predict edits, as its settings say');
  const format = nextEditFormatNamed(nextEdit);
  if (contextTokens < leastContextTokens) {
    return unsuited(`takes ${contextTokens} tokens, and next edit needs ${leastContextTokens}`);
  }
  if (format) return { kind: 'format', format };
  if (nextEdit === 'unknown') {
    return unsuited('was made for next edit, in a form that Inkling does not know');
  }
  if (!info.canChat) return unsuited("only continues text and can't follow instructions");
  if (info.thinks) return unsuited('thinks before it answers, which is too slow for next edit');
  if (nextEdit === 'small') {
    return unsuited(
      `is too small to rewrite code reliably (set "nextEdit": "chat" in its entry of inkling.models to use it nevertheless)`,
    );
  }
  return { kind: 'format', format: chatFormat };
}

/** Billions of parameters, as far as the id tells: `qwen2.5-coder:1.5b` has 1.5. */
function parametersOf(modelId: string): number | undefined {
  const found = /(?:^|[-_:/.\s])(\d+(?:\.\d+)?)([bm])(?:$|[-_:.\s])/i.exec(modelId);
  if (!found) return undefined;
  return Number(found[1]) / (found[2]!.toLowerCase() === 'm' ? 1000 : 1);
}
