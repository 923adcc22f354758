import { describe, expect, test } from 'vitest';
import { askAboutOthers } from '../../../src/vscode/completion/otherSuggesters.ts';

/** A machine with these extensions, whose user answers the question with the button of this place. */
function machine(enabled: readonly string[], button?: number) {
  const kept = new Map<string, unknown>();
  const done: string[] = [];
  const ask = () =>
    askAboutOthers({
      enabled,
      state: {
        get: (key: string) => kept.get(key),
        update: async (key: string, value: unknown) => void kept.set(key, value),
      } as Parameters<typeof askAboutOthers>[0]['state'],
      notify: async (message, ...answers) => {
        done.push(`${message.split(' suggest ')[0]}: ${answers.join(', ')}`);
        return button === undefined ? undefined : answers[button];
      },
      turnOff: async () => done.push('turned off'),
      showExtensions: async ids => done.push(`shown ${ids.join(' ')}`),
    });
  return { ask, done };
}

describe('another tool that suggests at the cursor', () => {
  test('is asked about once, whatever the answer', async () => {
    const { ask, done } = machine(['vscode.git', 'GitHub.copilot']);
    await ask();
    await ask();
    expect(done).toEqual([
      'GitHub Copilot and Inkling: Only Inkling, Only GitHub Copilot, Keep Both',
    ]);
  });

  test('gives way where the user disables it', async () => {
    const { ask, done } = machine(['GitHub.copilot', 'Continue.continue'], 0);
    await ask();
    expect(done).toEqual([
      'GitHub Copilot, Continue, and Inkling: Only Inkling, Only the Others, Keep All',
      'shown GitHub.copilot Continue.continue',
    ]);
  });

  test('or makes Inkling silent', async () => {
    const { ask, done } = machine(['tabbyml.vscode-tabby'], 1);
    await ask();
    expect(done.at(-1)).toBe('turned off');
  });

  test('does not exist on most machines', async () => {
    const { ask, done } = machine(['vscode.git', 'github.copilot-chat']);
    await ask();
    expect(done).toEqual([]);
  });
});
