import { expect, test } from 'vitest';
import type { AgentState } from '@/lib/contract';
import { completed, mentionsIn, suggested, typedMention } from './mentions';

const agent = (id: string, name: string): AgentState => ({ id, name, presence: 'online', load: 0, capacity: 3 });
const wang = agent('wang.fang', 'Wang Fang');
const zhao = agent('zhao.lei', 'Zhao Lei');

test.each([
  ['@wa', 3, 'wa'],
  ['ask @', 5, ''],
  ['请 @王', 4, '王'],
  ['mail a@b.c', 10, null],
  ['@Wang Fang ', 11, null],
  ['nothing', 7, null],
])('in %j the name typed is %j', (text, caret, typed) => expect(typedMention(text, caret)).toBe(typed));

test('names that begin with what was typed come first', () => {
  expect(suggested([agent('x', 'Lei Wa'), wang], 'wa').map((one) => one.name)).toEqual(['Wang Fang', 'Lei Wa']);
});

test('a chosen name replaces what was typed, and the caret follows it', () => {
  expect(completed('ask @wa please', 7, wang)).toEqual({ text: 'ask @Wang Fang  please', caret: 15 });
});

test('a note calls those whose full name stands after an @', () => {
  expect(mentionsIn('@Wang Fang, please look. Zhao Lei knows.', [wang, zhao])).toEqual(['wang.fang']);
});
