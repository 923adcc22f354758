import { expect, test } from 'vitest';
import { Emitter } from '../../../src/base/event.ts';
import { Keys } from '../../../src/vscode/model/keys.ts';

/** VS Code's storage: it tells of each change, whichever window made it. */
function storage() {
  const values = new Map<string, string>();
  const changed = new Emitter<{ key: string }>();
  const asked: string[] = [];
  const set = async (key: string, value: string | undefined) => {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
    changed.fire({ key });
  };
  return {
    asked,
    get: async (key: string) => {
      asked.push(key);
      return values.get(key);
    },
    store: (key: string, value: string) => set(key, value),
    delete: (key: string) => set(key, undefined),
    keys: async () => [...values.keys()],
    onDidChange: changed.event,
  };
}

const origin = 'https://models.example';

test('the storage is asked for a key once, until the key changes, here or in another window', async () => {
  const secrets = storage();
  const keys = new Keys(secrets);
  expect([await keys.get(origin), await keys.get(origin)]).toEqual([undefined, undefined]);
  await keys.store(origin, 'one');
  expect([await keys.get(origin), await keys.get(origin)]).toEqual(['one', 'one']);
  await secrets.store(`inkling.key:${origin}`, 'two');
  expect(await keys.get(origin)).toBe('two');
  await keys.remove(origin);
  expect(await keys.get(origin)).toBeUndefined();
  expect(secrets.asked).toHaveLength(4);
});

test('a storage that fails is asked again', async () => {
  const secrets = storage();
  let isLocked = true;
  const get = (key: string) => (isLocked ? Promise.reject(new Error('locked')) : secrets.get(key));
  const keys = new Keys({ ...secrets, get });
  await expect(keys.get(origin)).rejects.toThrow('locked');
  isLocked = false;
  await secrets.store(`inkling.key:${origin}`, 'one');
  expect(await keys.get(origin)).toBe('one');
});
