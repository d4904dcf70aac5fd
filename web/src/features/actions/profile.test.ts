import { expect, test } from 'vitest';
import { attributesText, readAttributes } from './profile';

test('facts are lines of name and value', () => {
  expect(readAttributes('city = 上海\norders=12\n\nrisk = 0.25')).toEqual({ city: '上海', orders: 12, risk: 0.25 });
});

test('a number with leading zeros, or too long to be exact, stays a text', () => {
  expect(readAttributes('card = 00712\nid = 12345678901234567890')).toEqual({ card: '00712', id: '12345678901234567890' });
});

test('a value may hold an equals sign', () => expect(readAttributes('note = a=b')).toEqual({ note: 'a=b' }));

test('a line that is no fact makes the whole no facts', () => {
  for (const text of ['city', '= 上海', 'city =']) expect(readAttributes(text), text).toBeNull();
});

test('what is written reads back as it was', () => {
  const attributes = { city: '上海', orders: 12 };
  expect(readAttributes(attributesText(attributes))).toEqual(attributes);
});
