import type { Summary } from '../contract';
import { accept } from './commands';
import { isOfferedToMe, listed } from './conversations';
import { desk } from './desk';
import { selected } from './state';
import { loadEarlier, refresh } from './sync';

const hashPrefix = '#/c/';

/** Opens a conversation; opening one that is offered accepts it. */
export function open(summary: Summary): void {
  show(summary.id);
  const meId = desk.get().session?.agent.id ?? '';
  if (isOfferedToMe(summary, meId)) void accept(summary.id);
}

/** Shows a conversation in the middle, and names it in the address, so that a reload comes back to it. */
export function show(id: string): void {
  desk.update((state) => selected(state, id));
  history.replaceState(null, '', `${hashPrefix}${encodeURIComponent(id)}`);
  if (!desk.get().conversations.has(id)) void refresh(id);
  if (!desk.get().threads.has(id)) void loadEarlier(id);
}

export function showAddressed(): void {
  if (location.hash.startsWith(hashPrefix)) show(decodeURIComponent(location.hash.slice(hashPrefix.length)));
}

/** The next (1) or previous (-1) conversation of the list shown, without accepting what is only offered. */
export function step(by: 1 | -1): void {
  const state = desk.get();
  const summaries = listed(state, state.view);
  const current = summaries.findIndex((summary) => summary.id === state.selectedId);
  const next = current < 0 ? (by === 1 ? 0 : summaries.length - 1) : current + by;
  const summary = summaries[next];
  if (summary) show(summary.id);
}

/** Accepts the offer that runs out first, whichever list is shown. */
export function acceptNext(): void {
  const state = desk.get();
  const meId = state.session?.agent.id ?? '';
  const offer = listed(state, 'mine').find((summary) => isOfferedToMe(summary, meId));
  if (offer) open(offer);
}
