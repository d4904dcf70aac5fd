import type { Summary, View } from '../contract';
import { accept } from './commands';
import { isOfferedToMe, listed } from './conversations';
import { desk } from './desk';
import { selected, viewChosen } from './state';
import { fillGap, loadEarlier, loadView, refresh } from './sync';

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
  // A colleague's conversation, or one that was never listed, is not pushed here: its head may be old.
  const { conversations, threads, session } = desk.get();
  const isPushed = conversations.get(id)?.summary.holder?.id === session?.agent.id;
  if (!isPushed) void refresh(id);
  if (!threads.has(id)) void loadEarlier(id);
  else if (!isPushed) void fillGap(id);
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

/** Shows a list. What colleagues do is not pushed here, so their lists are read anew each time. */
export function chooseView(view: View): void {
  desk.update((state) => viewChosen(state, view));
  if (view === 'open' || view === 'closed') void loadView(view);
}
