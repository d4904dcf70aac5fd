import { expect, test } from 'vitest';
import { isEmpty, noSearch, queryOf, withView } from './query';

test('a part that says nothing is not asked for', () => {
  expect(queryOf({ ...noSearch, q: ' refund ', label: '' }).toString()).toBe('state=all&q=refund');
});

test('a state alone is no search', () => {
  expect(isEmpty({ ...noSearch, state: 'open', q: '  ' })).toBe(true);
  expect(isEmpty({ ...noSearch, channel: 'telegram' })).toBe(false);
});

test('a view saved again under its name takes the place of the old one, and the oldest go when there are many', () => {
  const first = withView([], { name: 'mine', search: noSearch });
  expect(withView(first, { name: 'mine', search: { ...noSearch, q: 'x' } })).toEqual([
    { name: 'mine', search: { ...noSearch, q: 'x' } },
  ]);
  let views = first;
  for (let n = 0; n < 30; n++) views = withView(views, { name: `v${n}`, search: noSearch });
  expect(views.length).toBe(20);
});
