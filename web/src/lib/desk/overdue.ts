import type { Summary } from '../contract';
import { isBreached } from './clocks';
import { waitingFrom } from './conversations';
import type { DeskState } from './state';

/** My conversations over their time, the longest waiting first. Offers are not among them: they have their own countdown. */
export function overdue(state: DeskState, nowMs: number): Summary[] {
  const meId = state.session?.agent.id ?? '';
  return [...state.conversations.values()]
    .map((held) => held.summary)
    .filter((summary) => summary.phase === 'serving' && summary.holder?.id === meId && isBreached(summary, nowMs))
    .sort((a, b) => since(a).localeCompare(since(b)));
}

/** Since when the customer of an overdue conversation waits. */
export const since = (summary: Summary): string => waitingFrom(summary) ?? summary.lastMessageAt;

/** One pop-up for all: it comes back only when another conversation joins those it told of. */
export const isNews = (told: ReadonlySet<string>, now: readonly Summary[]): boolean =>
  now.some((summary) => !told.has(summary.id));
