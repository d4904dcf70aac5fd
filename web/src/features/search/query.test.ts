import { expect, test } from 'vitest';
import { isEmpty, noSearch, queryOf, viewsToMove, viewToSave, withView } from './query';

test('a part that says nothing is not asked for', () => {
  expect(queryOf({ ...noSearch, q: ' refund ', label: '' }).toString()).toBe('state=all&q=refund');
});

test('a state alone is no search', () => {
  expect(isEmpty({ ...noSearch, state: 'open', q: '  ' })).toBe(true);
  expect(isEmpty({ ...noSearch, channel: 'telegram' })).toBe(false);
});

const kept = { id: 'v1', name: 'mine', search: { ...noSearch, q: 'refund' } };

test('a view saved again under its name takes the place of the old one', () => {
  const again = viewToSave([kept], 'mine', { ...noSearch, q: 'x' }, 'v2');
  expect(withView([kept], again)).toEqual([{ id: 'v1', name: 'mine', search: { ...noSearch, q: 'x' } }]);
  expect(viewToSave([kept], 'other', noSearch, 'v2').id).toBe('v2');
});

test('what this browser kept is moved once, and one that the server has another of keeps both', () => {
  let n = 0;
  const newId = () => `n${++n}`;
  const moved = viewsToMove(
    [
      { name: 'mine', search: { ...noSearch, q: 'refund' } },
      { name: 'mine', search: { ...noSearch, q: 'lamp' } },
      { name: 'new', search: { ...noSearch, label: 'vip' } },
    ],
    [kept],
    newId,
  );
  expect(moved).toEqual([
    { id: 'n1', name: 'mine (2)', search: { ...noSearch, q: 'lamp' } },
    { id: 'n2', name: 'new', search: { ...noSearch, label: 'vip' } },
  ]);
  expect(viewsToMove([{ name: 'mine', search: { ...noSearch, q: 'refund' } }], [kept], newId)).toEqual([]);
});
