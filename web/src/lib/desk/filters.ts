import type { Phase, Summary } from '../contract';

/** The groups of phases a list can be narrowed to, in the order of their chips. */
export const phaseFilters = ['serving', 'waiting', 'bot', 'waitingOnCustomer', 'snoozed', 'callback', 'wrapUp'] as const;
export type PhaseFilter = (typeof phaseFilters)[number];

const groups: Readonly<Partial<Record<Phase, PhaseFilter>>> = {
  serving: 'serving',
  waiting: 'waiting',
  offered: 'waiting',
  withBot: 'bot',
  waitingOnCustomer: 'waitingOnCustomer',
  snoozed: 'snoozed',
  callbackDue: 'callback',
  wrapUp: 'wrapUp',
};

export const filterOf = (summary: Summary): PhaseFilter | undefined => groups[summary.phase];

/** An offer is never hidden by a filter: it runs out. */
export const passes = (summary: Summary, filter: PhaseFilter | null): boolean =>
  filter === null || summary.phase === 'offered' || filterOf(summary) === filter;

/** How many each group holds; a list of one group needs no chips. */
export function groupCounts(summaries: readonly Summary[]): { filter: PhaseFilter; count: number }[] {
  const counts = new Map<PhaseFilter, number>();
  for (const summary of summaries) {
    const filter = filterOf(summary);
    if (filter) counts.set(filter, (counts.get(filter) ?? 0) + 1);
  }
  return phaseFilters.flatMap((filter) => {
    const count = counts.get(filter);
    return count === undefined ? [] : [{ filter, count }];
  });
}
