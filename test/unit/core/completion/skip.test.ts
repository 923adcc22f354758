import { describe, expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { ScriptedModel } from '../../../../bench/scriptedModel.ts';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import { type CompletionPorts, complete } from '../../../../src/core/completion/complete.ts';
import {
  calmSituation,
  type Question,
  type Situation,
} from '../../../../src/core/completion/question.ts';
import { holdBackReason, skipReason } from '../../../../src/core/completion/skip.ts';

const model = new ScriptedModel(
  { firstTokenMs: 1, tokensPerSecond: 100 },
  new VirtualClock(),
  () => '',
);

function question(
  picture: string,
  situation: Partial<Situation> = {},
  more: Partial<Question> = {},
): Question {
  const [prefix, suffix] = picture.split('│') as [string, string];
  return {
    context: explicitContext({ languageId: 'typescript', prefix, suffix }),
    trigger: 'automatic',
    situation: { ...calmSituation, ...situation },
    model,
    multiline: 'auto',
    delayMs: 0,
    limits: { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 },
    alternatives: 0,
    maxOutputTokens: 100,
    maxPromptTokens: 1000,
    ...more,
  };
}

describe('not answered at all', () => {
  const table: [Partial<Situation>, string, string | undefined][] = [
    [{ isEnabled: false }, 'disabled', undefined],
    [{ isSnoozed: true }, 'snoozed', undefined],
    [{ isAiDisabled: true }, 'aiDisabled', undefined],
    [{ hasSelection: true }, 'selection', undefined],
    [{ hasSeveralCursors: true }, 'severalCursors', undefined],
    [{ lastChange: 'composed' }, 'composing', undefined],
    [{ isHuge: true }, 'hugeFile', undefined],
    [{ switchedOffBy: '*.md' }, 'fileOff', undefined],
    [{ isPausing: true }, 'pausing', undefined],
    [{ isReadOnly: true }, 'readOnly', 'readOnly'],
    [{ excludedBy: '.aiignore: *.pem' }, 'excluded', 'excluded'],
    [{ isTrusted: false }, 'untrusted', 'untrusted'],
  ];
  test.each(table)('%o', (situation, automatic, explicit) => {
    expect(skipReason(question('a│', situation))).toBe(automatic);
    expect(skipReason(question('a│', situation, { trigger: 'explicit' }))).toBe(explicit);
  });
  test.each([
    ['// a│', { comment: false, string: true }, 'commentOff'],
    ['// a│', { comment: true, string: false }, undefined],
    ["b = 'a│", { comment: true, string: false }, 'stringOff'],
    ['a│', { comment: false, string: false }, undefined],
  ])('%s where wanted in %o', (picture, isWantedIn, expected) => {
    expect(skipReason(question(picture, { isWantedIn }))).toBe(expected);
    expect(skipReason(question(picture, { isWantedIn }, { trigger: 'explicit' }))).toBeUndefined();
  });
  test('without a model', () =>
    expect(skipReason(question('a│', {}, { model: undefined }))).toBe('noModel'));
  test('the embedded engine may speak in an untrusted workspace', () => {
    const embedded = { ...model, info: { ...model.info, origin: 'embedded' } } as typeof model;
    expect(skipReason(question('a│', { isTrusted: false }, { model: embedded }))).toBeUndefined();
  });
});

describe('what is told with the reason', () => {
  const told = (more: Partial<Question>, situation: Partial<Situation> = {}) =>
    complete(
      question('a│', situation, { noModelWhy: 'You chose it.', ...more }),
      // Nothing is asked of them.
      {} as CompletionPorts,
      new AbortController().signal,
    );
  test('why there is no model', async () => {
    const noModel = { kind: 'nothing', reason: 'noModel', detail: 'You chose it.' };
    expect(await told({ model: undefined })).toEqual(noModel);
  });
  test('not why the model was chosen, where that is not the reason', async () => {
    const snoozed = { kind: 'nothing', reason: 'snoozed' };
    expect(await told({}, { isSnoozed: true })).toEqual(snoozed);
  });
});

test('what is no text is left alone, whoever asks', () => {
  for (const trigger of ['automatic', 'explicit'] as const) {
    expect(skipReason(question('\0ELF│', {}, { trigger }))).toBe('binary');
    expect(skipReason(question('a│\0', {}, { trigger }))).toBe('binary');
  }
});

describe('the model is not asked', () => {
  const table: [string, Partial<Situation>, string | undefined][] = [
    ['const a = │', {}, undefined],
    ['foo(│);', {}, undefined],
    ['foo(│) {', {}, undefined],
    ['a();│\n', {}, 'statementEnd'],
    ['a(); │\n', {}, 'statementEnd'],
    ['for (let a = 0;│', {}, undefined],
    ['if (a) { b();│', {}, undefined],
    ['a;│ }', {}, undefined],
    ['a();\n│\n', {}, undefined],
    ['a│bc', {}, 'midWord'],
    ['foo(│ + bar)', {}, 'midLine'],
    ['a│', { lastChange: 'deleted' }, 'afterDelete'],
    ['a│', { lastChange: 'undone' }, 'afterUndo'],
    ['a│', { lastChange: 'pasted' }, 'afterPaste'],
    ['a│', { lastChange: 'program' }, 'afterProgram'],
    ['a│', { isBackingOff: true }, 'backOff'],
    [`${'x'.repeat(6000)}│`, {}, 'hugeLine'],
  ];
  test.each(table)('%s %o', (picture, situation, expected) => {
    expect(holdBackReason(question(picture, situation))).toBe(expected);
    expect(holdBackReason(question(picture, situation, { trigger: 'explicit' }))).toBeUndefined();
  });
});
