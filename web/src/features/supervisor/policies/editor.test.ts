import { expect, test } from 'vitest';
import { offsetOf } from './Editor';

const text = 'one\ntwo\nthree';

test('a place is found by line and column, both from one', () => {
  expect(offsetOf(text, 2, 2)).toEqual({ start: 5, end: 7 });
  expect(offsetOf(text, 1, 1)).toEqual({ start: 0, end: 3 });
  expect(offsetOf(text, 3, 1)).toEqual({ start: 8, end: 13 });
});

test('a place beyond the line or the text is its end', () => {
  expect(offsetOf(text, 1, 40)).toEqual({ start: 3, end: 3 });
  expect(offsetOf(text, 9, 1)).toEqual({ start: 13, end: 13 });
});
