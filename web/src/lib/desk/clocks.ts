import type { Clock, Measure, Summary } from '../contract';

/** Where a conversation's most pressing target stands. */
export interface Pressing {
  measure: Measure;
  state: 'running' | 'paused' | 'breached';
  /** Null only of a clock that stands still. */
  dueAt: string | null;
}

/** A server that tells of no clocks tells at least of the first response. */
const clocksOf = (summary: Summary): readonly Clock[] =>
  summary.clocks ?? [
    {
      measure: 'firstResponse',
      state: summary.firstResponse.state === 'stopped' ? 'met' : summary.firstResponse.state,
      dueAt: summary.firstResponse.dueAt,
    },
  ];

/** Which clock is shown where there is room for one: the one breached longest, else the one due first, else one that is paused. */
export function pressing(summary: Summary, nowMs: number): Pressing | null {
  let best: Pressing | null = null;
  for (const clock of clocksOf(summary)) {
    const state = stateOf(clock, nowMs);
    if (state === null) continue;
    const one = { measure: clock.measure, state, dueAt: clock.dueAt };
    if (best === null || rank(one) < rank(best) || (rank(one) === rank(best) && (one.dueAt ?? '') < (best.dueAt ?? '')))
      best = one;
  }
  return best;
}

const rank = ({ state }: Pressing): number => (state === 'breached' ? 0 : state === 'running' ? 1 : 2);

/** The same rule as the server's, applied at the moment it is due; the pushed fact only confirms it. Null when the clock is at rest. */
function stateOf(clock: Clock, nowMs: number): Pressing['state'] | null {
  switch (clock.state) {
    case 'running':
      return clock.dueAt !== null && nowMs >= Date.parse(clock.dueAt) ? 'breached' : 'running';
    case 'breached':
    case 'paused':
      return clock.state;
    default:
      return null;
  }
}

export const isBreached = (summary: Summary, nowMs: number): boolean => pressing(summary, nowMs)?.state === 'breached';
