import { expect, test } from 'vitest';
import { emptyWidget, pageTaken, unreadOf } from './state';
import type { WidgetMessage } from './contract';
import { inLanguage } from './wire';

test('a text is in the visitor’s language, or in the other one rather than in none', () => {
  expect(inLanguage({ zh: '您好', en: 'Hello' }, 'zh-CN')).toBe('您好');
  expect(inLanguage({ zh: '您好', en: 'Hello' }, 'de')).toBe('Hello');
  expect(inLanguage({ zh: '您好', en: null }, 'en')).toBe('您好');
  expect(inLanguage({ zh: null, en: null }, 'en')).toBeNull();
});

const said = (cursor: string, from: WidgetMessage['from'], more: Partial<WidgetMessage> = {}): WidgetMessage => ({
  cursor,
  id: cursor,
  from,
  at: 'T',
  text: cursor,
  agentName: null,
  ...more,
});

test('unread is what others said after the last thing seen, but for what was taken back', () => {
  const messages = [
    said('1', 'customer'),
    said('2', 'agent'),
    said('3', 'system'),
    said('4', 'agent', { recalled: true }),
    said('5', 'customer'),
  ];
  expect(unreadOf(messages, null).map((one) => one.id)).toEqual(['2', '3']);
  expect(unreadOf(messages, '2').map((one) => one.id)).toEqual(['3']);
  expect(unreadOf(messages, '5')).toEqual([]);
});

test('who was typing has typed when their answer is there', () => {
  const typing = { ...emptyWidget, typing: 'Li Na' };
  const state = { phase: 'serving', agentName: 'Li Na' } as const;
  expect(pageTaken(typing, { items: [said('1', 'customer')], cursor: '1', state }).typing).toBe('Li Na');
  expect(pageTaken(typing, { items: [said('2', 'agent')], cursor: '2', state }).typing).toBeNull();
});
