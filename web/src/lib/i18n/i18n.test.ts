import { describe, expect, test } from 'vitest';
import { en } from './en';
import { problemText } from './problems';
import { preferredLanguage } from './speech';
import { clockText, dayText, spanText } from './times';
import { zh } from './zh';

describe('the language', () => {
  test('is the one chosen before', () => expect(preferredLanguage('en', ['zh-CN'])).toBe('en'));
  test('is Chinese for a Chinese browser', () => expect(preferredLanguage(null, ['zh-TW', 'en'])).toBe('zh-CN'));
  test('is English for an English browser', () => expect(preferredLanguage(null, ['en-GB'])).toBe('en'));
  test('is the first that we speak', () => expect(preferredLanguage(null, ['fr', 'en', 'zh'])).toBe('en'));
  test('is Chinese when we speak none of the browser’s', () => expect(preferredLanguage('klingon', ['fr'])).toBe('zh-CN'));
});

describe('a refusal', () => {
  const refused = (reason: string, holder?: { id: string; name: string }) => ({
    code: 'refused',
    status: 409,
    reason,
    ...(holder && { holder }),
  });

  test('names who holds the conversation', () => {
    const held = refused('notHolder', { id: 'w', name: 'Wang Fang (demo)' });
    expect(problemText(held, en)).toBe('Wang Fang (demo) is answering this conversation.');
    expect(problemText(held, zh)).toBe('Wang Fang (demo) 正在接待这个会话。');
  });

  test('has a sentence when the holder is not known', () =>
    expect(problemText(refused('alreadyHeld'), en)).toBe(en.refusals.alreadyHeld));
  test('that is new to this page is still told', () =>
    expect(problemText(refused('somethingNew'), en)).toContain('somethingNew'));
  test('cannot pick a sentence that is not one', () =>
    expect(problemText(refused('notHolderNamed'), en)).toBe(en.refusals.other('notHolderNamed')));
});

test('a server that does not answer has a sentence that says what to do', () => {
  expect(problemText({ code: 'unreachable', status: 0 }, zh)).toBe(zh.problems.byCode.unreachable);
  expect(problemText({ code: 'teapot', status: 418 }, en)).toContain('teapot');
});

test('a span is said in the largest unit that fits', () => {
  expect([5_000, 65_000, 3_900_000, 90_000_000].map((ms) => spanText(ms, en))).toEqual(['5 s', '1 min', '1 h 5 min', '1 d']);
  expect(spanText(-5, en)).toBe('0 s');
});

test('a running clock keeps its width', () => {
  expect([0, 9_000, 61_000, 3_661_000].map(clockText)).toEqual(['0:00', '0:09', '1:01', '1:01:01']);
});

test('days near now are called by name', () => {
  const noon = new Date(2026, 0, 5, 12).getTime();
  expect(dayText(new Date(2026, 0, 5, 1).toISOString(), noon, 'en', en)).toBe('Today');
  expect(dayText(new Date(2026, 0, 4, 23).toISOString(), noon, 'en', en)).toBe('Yesterday');
  expect(dayText(new Date(2026, 0, 3).toISOString(), noon, 'en', en)).toBe('Jan 3');
});
