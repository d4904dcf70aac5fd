import { expect, test } from 'vitest';
import { labelChange, labelFault, readLabels } from './labels';

test('labels are separated by commas of either language, or by lines', () => {
  expect(readLabels(' refund，vip, 加急\nrefund ')).toEqual(['refund', 'vip', '加急']);
});

test('a label of forty characters is allowed, one more is not', () => {
  expect(labelFault(['急'.repeat(40)])).toBeNull();
  expect(labelFault(['急'.repeat(41)])).toBe('tooLong');
});

test('thirty-two labels are allowed, one more is not', () => {
  const labels = (count: number) => Array.from({ length: count }, (_, n) => `l${n}`);
  expect(labelFault(labels(32))).toBeNull();
  expect(labelFault(labels(33))).toBe('tooMany');
});

test('only what changed is asked for', () => {
  expect(labelChange(['a', 'b'], ['b', 'c'])).toEqual({ add: ['c'], remove: ['a'] });
});
