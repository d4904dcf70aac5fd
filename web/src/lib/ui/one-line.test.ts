import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { oneLine } from './one-line';

test('a text stands by itself, whoever wrote it', () => {
  expect(oneLine('text', 'hello', en)).toBe('hello');
  expect(oneLine(null, 'hello', en)).toBe('hello');
});

test('what is no text says what it is, with or without words', () => {
  expect(oneLine('link', 'News', en)).toBe('[link] News');
  expect(oneLine('image', '', zh)).toBe('[图片]');
  expect(oneLine('comment', '多少钱', zh)).toBe('[评论] 多少钱');
});

test('a text that is empty is said to be', () => {
  expect(oneLine('text', '', en)).toBe(en.noText);
});

test('a kind that a newer server has keeps its name', () => {
  expect(oneLine('hologram', '', en)).toBe('[hologram]');
});
