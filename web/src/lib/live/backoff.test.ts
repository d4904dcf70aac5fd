import { expect, test } from 'vitest';
import { backoffMs } from './backoff';

test('the first attempt follows within half a second', () => {
  expect(backoffMs(0, () => 1)).toBeLessThanOrEqual(500);
});

test('later attempts wait longer, up to a limit', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoffMs(attempt, () => 1));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBe(15_000);
});

test('two desks do not return at the same instant', () => {
  expect(backoffMs(4, () => 0)).toBe(backoffMs(4, () => 1) / 2);
});
