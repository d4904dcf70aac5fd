import type { Summary, View } from '../contract';
import { accept } from './commands';
import { isCarriedByMe, isOfferedToMe, listed, waitingFrom } from './conversations';
import { desk } from './desk';
import { deskPages, pageChosen, selected, viewChosen, type DeskPage } from './state';
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

/** Shows another page of the desk, and names it in the address; back among the conversations, the one that was open is shown again. */
export function openPage(page: DeskPage): void {
  const { selectedId } = desk.get();
  desk.update((state) => pageChosen(state, page));
  if (page !== 'conversations') history.replaceState(null, '', `#/${page}`);
  else if (selectedId) show(selectedId);
  else history.replaceState(null, '', '#/');
}

/** What the address names: a conversation or a page. */
export function showAddressed(): void {
  const { hash } = location;
  if (hash.startsWith(hashPrefix)) return show(decodeURIComponent(hash.slice(hashPrefix.length)));
  const page = deskPages.find((one) => hash === `#/${one}`);
  if (page) desk.update((state) => pageChosen(state, page));
}

/** Goes to the conversation of mine whose customer has waited longest for an answer. */
export function showLongestWaiting(): void {
  const state = desk.get();
  const meId = state.session?.agent.id ?? '';
  const longest = listed(state, 'mine')
    .filter((summary) => isCarriedByMe(summary, meId) && waitingFrom(summary) !== null)
    .sort((a, b) => (waitingFrom(a) ?? '').localeCompare(waitingFrom(b) ?? ''))[0];
  if (longest) show(longest.id);
}

/** The next (1) or previous (-1) conversation of the list shown, without accepting what is only offered. */
export function step(by: 1 | -1): void {
  const state = desk.get();
  const summaries = listed(state, state.view, state.filter);
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
