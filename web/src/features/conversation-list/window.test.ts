import { expect, test } from 'vitest';
import { windowOf } from './window';

const tenThousand = Array.from({ length: 10_000 }, () => 62);

test('of ten thousand entries only those near the eye are drawn', () => {
  const shown = windowOf(tenThousand, 62 * 5_000, 800);
  expect(shown.to - shown.from).toBeLessThan(40);
  expect(shown.from).toBeLessThanOrEqual(5_000);
  expect(shown.to).toBeGreaterThan(5_012);
  expect(shown.tops[0]).toBe(shown.from * 62);
  expect(shown.totalHeight).toBe(620_000);
});

test('entries of other heights lie where they should', () => {
  expect(windowOf([98, 62, 62], 0, 800)).toEqual({ from: 0, to: 3, tops: [0, 98, 160], totalHeight: 222 });
});

test('an empty list draws nothing', () => {
  expect(windowOf([], 0, 800)).toEqual({ from: 0, to: 0, tops: [], totalHeight: 0 });
});

test('scrolled past the end of a list that became short, the end is drawn', () => {
  expect(windowOf([62, 62], 300, 800).to).toBe(2);
});
