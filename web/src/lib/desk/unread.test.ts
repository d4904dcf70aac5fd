import { expect, test } from 'vitest';
import { summary } from './testing';
import { looked, unread } from './unread';

test('all unanswered messages are unread before the first look', () => {
  expect(unread(summary({ unanswered: 3 }), undefined)).toBe(3);
});

test('what was looked at is read, though not answered', () => {
  expect(unread(summary({ version: 5, unanswered: 3 }), { version: 5, unanswered: 3 })).toBe(0);
});

test('only what came since is unread', () => {
  expect(unread(summary({ version: 7, unanswered: 4 }), { version: 5, unanswered: 3 })).toBe(1);
});

test('a reply in between starts the count anew', () => {
  expect(unread(summary({ version: 9, unanswered: 2 }), { version: 5, unanswered: 3 })).toBe(2);
});

test('an older head does not undo a look', () => {
  const seen = looked({}, summary({ version: 7, unanswered: 4 }));
  expect(looked(seen, summary({ version: 6, unanswered: 3 }))).toBe(seen);
});

test('no more than five hundred conversations are remembered', () => {
  let seen = {};
  for (let n = 0; n < 600; n++) seen = looked(seen, summary({ id: `c${n}` }));
  expect(Object.keys(seen).length).toBe(500);
});
