/**
 * How many tokens a model counts for one of ours, learned from the usage it reports.
 * It rises at once and falls slowly: counting too few costs a refused or cut prompt, too many only some context.
 */
export class Calibration {
  constructor(private current: number) {}

  get factor(): number {
    return this.current;
  }

  learn(estimated: number, reported: number): void {
    // Below this the template's own tokens are most of the count.
    if (estimated < smallestSample) return;
    const ratio = reported / estimated;
    // Some servers report only the tokens that were not in their cache: that is no measure.
    if (!(ratio >= lowest && ratio <= highest)) return;
    const weight = ratio > this.current ? riseWeight : fallWeight;
    this.current += weight * (ratio - this.current);
  }
}

const smallestSample = 200;
/** No tokenizer in use counts less than 0.7 or more than 2.5 of ours on source. */
const lowest = 0.7;
const highest = 2.5;
const riseWeight = 0.5;
const fallWeight = 0.05;

/** Where calibration starts: other vocabularies are smaller than ours and count more. */
export function firstFactor(modelName: string): number {
  if (/gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|chatgpt|\bo[134](-|$)|gpt-oss|^embedded/i.test(modelName))
    return 1;
  if (/llama-?2|codellama|starcoder|mistral|codestral|deepseek|phi-?[23]/i.test(modelName))
    return 1.25;
  return 1.1;
}
