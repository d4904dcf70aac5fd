import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actionIds, actions } from './actions';

test('the guide tells of every key', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/desk.md', import.meta.url), 'utf8');
  const missing = actionIds.filter((id) => actions[id].key && !guide.includes(`| Alt + ${actions[id].key} |`));
  expect(missing).toEqual([]);
});
