import { describe, expect, test } from 'vitest';
import type { Clock, Measure } from '../contract';
import { isBreached, pressing } from './clocks';
import { summary } from './testing';

const now = Date.parse('2026-01-05T08:00:00Z');
const clock = (measure: Measure, state: Clock['state'], dueInMs: number): Clock => ({
  measure,
  state,
  dueAt: new Date(now + dueInMs).toISOString(),
});
const of = (...clocks: Clock[]) => pressing(summary({ clocks }), now);

describe('the clock that is shown', () => {
  test('is the one due first', () => {
    expect(of(clock('resolution', 'running', 9_000), clock('nextResponse', 'running', 3_000))?.measure).toBe('nextResponse');
  });
  test('is breached before any that still runs', () => {
    expect(of(clock('nextResponse', 'running', 10), clock('resolution', 'breached', -5_000))).toMatchObject({
      measure: 'resolution',
      state: 'breached',
    });
  });
  test('is the one breached longest', () => {
    expect(of(clock('nextResponse', 'breached', -10), clock('timeInQueue', 'breached', -90))?.measure).toBe('timeInQueue');
  });
  test('is a paused one only when none runs', () => {
    expect(of(clock('firstResponse', 'paused', 10), clock('resolution', 'running', 9_000))?.measure).toBe('resolution');
    expect(of(clock('firstResponse', 'paused', 10))?.state).toBe('paused');
  });
  test('is none when all are at rest', () => {
    expect(of(clock('firstResponse', 'met', -10), clock('resolution', 'cancelled', 10))).toBeNull();
  });
});

test('a clock is breached at the moment it is due, before the server says so', () => {
  expect(isBreached(summary({ clocks: [clock('nextResponse', 'running', 1)] }), now)).toBe(false);
  expect(isBreached(summary({ clocks: [clock('nextResponse', 'running', 0)] }), now)).toBe(true);
});

test('a paused clock is not breached, whatever its due time says', () => {
  expect(isBreached(summary({ clocks: [clock('nextResponse', 'paused', -60_000)] }), now)).toBe(false);
});

test('a server that tells of no clocks tells of the first response', () => {
  const running = summary({ firstResponse: { state: 'running', since: '', dueAt: new Date(now + 5).toISOString() } });
  expect(pressing(running, now)).toMatchObject({ measure: 'firstResponse', state: 'running' });
  expect(pressing(summary({ firstResponse: { state: 'stopped', since: '', dueAt: '' } }), now)).toBeNull();
});
