import { expect, test } from 'vitest';
import type { WidgetPhase } from './contract';
import { doorsOf } from './doors';
import { estimateMinutes } from './waiting';

const state = (phase: WidgetPhase['phase'], change: Partial<WidgetPhase> = {}): WidgetPhase => ({
  phase,
  agentName: null,
  ...change,
});

test('a way to a person is open with the bot, in the line and after hours', () => {
  for (const phase of ['withBot', 'waiting', 'snoozed', 'callbackDue', 'wrapUp'] as const)
    expect(doorsOf(state(phase)).person, phase).toBe(true);
});

test('and is not offered to whoever has a person, or has asked and stands in the line', () => {
  expect(doorsOf(state('serving', { agentName: 'Li Na' })).person).toBe(false);
  expect(doorsOf(state('waiting', { humanAsked: true })).person).toBe(false);
  expect(doorsOf(state('none')).person).toBe(false);
});

test('the line can be left, and only the line', () => {
  expect(doorsOf(state('waiting')).leave).toBe(true);
  expect(doorsOf(state('serving')).leave).toBe(false);
});

test('a callback is offered where the queue has some, and an agreed one can be cancelled', () => {
  expect(doorsOf(state('waiting', { canAskCallback: true })).callback).toBe(true);
  expect(doorsOf(state('waiting')).callback).toBe(false);
  expect(doorsOf(state('callbackDue')).cancelCallback).toBe(true);
});

test('a wait is told in whole minutes, never as none', () => {
  expect([1, 60, 61, 600].map(estimateMinutes)).toEqual([1, 1, 2, 10]);
});
