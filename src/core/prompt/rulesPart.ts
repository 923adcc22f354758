import type { Rules } from '../context/ruleFiles.ts';
import type { PromptPart } from './prompt.ts';

/** The rules of a project as parts of the first message: what people wrote for whoever works there. */
export function rulesParts(rules: readonly Rules[], priority: number): PromptPart[] {
  return rules.map(({ uri, path, text, withheld }): PromptPart => {
    const endLineExclusive = text.split('\n').length;
    return {
      source: { type: 'file', kind: 'rules', uri, path, startLine: 0, endLineExclusive },
      text: `\n\nRules of this project from ${path}; keep to them, and to the last of two that differ:\n${text}`,
      priority,
      shrink: 'none',
      ...(withheld === undefined ? {} : { withheld }),
    };
  });
}
