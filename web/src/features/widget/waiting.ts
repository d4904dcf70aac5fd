import type { WidgetPhase } from './contract';
import type { WidgetWords } from './words/zh';

/** A wait is a promise: it is rounded up, and never said to be none. */
export const estimateMinutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60));

/** Who has the conversation now, or why nobody has, in one sentence. */
export function statusText(state: WidgetPhase, timeOf: (iso: string) => string, words: WidgetWords): string {
  switch (state.phase) {
    case 'withBot':
      return words.bot;
    case 'waiting':
    case 'offered':
      return waitingText(state, timeOf, words);
    case 'serving':
    case 'waitingOnCustomer':
      return state.agentName ? words.serving(state.agentName) : words.servingUnnamed;
    case 'snoozed':
      return words.snoozed;
    case 'callbackDue':
      return state.callback ? words.callbackAt(timeOf(state.callback.dueAt)) : words.callbackAgreed;
    case 'wrapUp':
    case 'closed':
    case 'merged':
    case 'ended':
      return words.closed;
    case 'none':
      return words.none;
  }
}

function waitingText(state: WidgetPhase, timeOf: (iso: string) => string, words: WidgetWords): string {
  if (state.whyNobody === 'closed') return state.opensAt ? words.closedUntil(timeOf(state.opensAt)) : words.closedNow;
  const why = state.whyNobody ? words.whyNobody[state.whyNobody] : null;
  const place = state.position ? words.position(state.position) : null;
  const wait = state.estimateSeconds != null ? words.estimate(estimateMinutes(state.estimateSeconds)) : null;
  const parts = [why, place, wait].filter((part): part is string => part !== null);
  return parts.length === 0 ? words.waiting : parts.join(words.between);
}
