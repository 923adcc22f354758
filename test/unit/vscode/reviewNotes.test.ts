import { expect, test } from 'vitest';
import { hunkKey, noNotes, notesFrom, savedNotes } from '../../../src/vscode/edit/reviewNotes.ts';

test('notes are the same after they were kept as JSON, without what turned out since', () => {
  const notes = {
    failed: [{ before: ['one'], after: ['two'], reason: 'It is not there.' }],
    rough: new Map([[hunkKey({ removed: ['a'], added: ['b'] }), 0.8]]),
    warnings: ['It shrinks.'],
  };
  const remarks = new Map([['check', 'Passed.'] as const]);
  const kept = JSON.parse(JSON.stringify(savedNotes({ ...notes, remarks })));
  expect(notesFrom(kept)).toEqual(notes);
});

test('a review that was kept without notes has none', () =>
  expect(notesFrom(undefined)).toEqual(noNotes));
