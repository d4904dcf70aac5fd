import { expect, test } from 'vitest';
import type { Summary } from '../contract';
import { isNews, overdue } from './overdue';
import { emptyDesk, signedIn } from './state';
import { summaryHeard } from './conversations';
import { colleague, session, summary } from './testing';

const now = Date.parse('2026-01-05T08:10:00.000Z');
const late = (id: string, lastMessageAt: string, change: Partial<Summary> = {}) =>
  summary({
    id,
    unanswered: 1,
    lastMessageAt,
    clocks: [{ measure: 'nextResponse', state: 'running', dueAt: '2026-01-05T08:09:00.000Z' }],
    ...change,
  });
const desk = (...summaries: Summary[]) => summaries.reduce(summaryHeard, signedIn(emptyDesk, session));

test('the longest waiting comes first', () => {
  const state = desk(late('a', '2026-01-05T08:08:00.000Z'), late('b', '2026-01-05T08:02:00.000Z'));
  expect(overdue(state, now).map((one) => one.id)).toEqual(['b', 'a']);
});

test('only what I serve and is over its time is told', () => {
  const state = desk(
    late('theirs', '2026-01-05T08:02:00.000Z', { holder: colleague }),
    late('resting', '2026-01-05T08:02:00.000Z', { phase: 'waitingOnCustomer' }),
    late('early', '2026-01-05T08:02:00.000Z', {
      clocks: [{ measure: 'nextResponse', state: 'running', dueAt: '2026-01-05T08:11:00.000Z' }],
    }),
  );
  expect(overdue(state, now)).toEqual([]);
});

test('what was told is no news until another one joins', () => {
  const [a, b] = [late('a', '2026-01-05T08:08:00.000Z'), late('b', '2026-01-05T08:02:00.000Z')];
  expect(isNews(new Set(['a', 'b']), [a, b])).toBe(false);
  expect(isNews(new Set(['a']), [a, b])).toBe(true);
  expect(isNews(new Set(['a']), [])).toBe(false);
});
