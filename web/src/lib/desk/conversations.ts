import type { ConversationPush, EventsPage, Page, Phase, Summary, View } from '../contract';
import { counted } from '../store';
import { passes, type PhaseFilter } from './filters';
import { reconciled } from './outbox';
import type { DeskState, Held } from './state';
import { appended, lastSeq, noThread, prepended } from './thread';
import { looked, unread } from './unread';

export const isOver = (summary: Summary): boolean =>
  summary.phase === 'closed' || summary.phase === 'merged' || summary.phase === 'ended';

/** Phases in which a conversation stands in a line, whoever may have had it before. */
const inLine: readonly Phase[] = ['waiting', 'callbackDue'];

/** Which conversations a list shows, by the same words as the server's `view`. */
export function belongsTo(view: View, summary: Summary, meId: string): boolean {
  switch (view) {
    case 'mine':
      return !isOver(summary) && (isHolder(summary, meId) || isGuest(summary, meId));
    case 'waiting':
      return inLine.includes(summary.phase);
    case 'open':
      return !isOver(summary);
    case 'closed':
      return isOver(summary);
  }
}

const isHolder = (summary: Summary, meId: string): boolean =>
  (summary.holder ?? summary.snoozedBy)?.id === meId && !inLine.includes(summary.phase);

const isGuest = (summary: Summary, meId: string): boolean =>
  summary.participants?.some((participant) => participant.agent.id === meId) ?? false;

/** What counts against my capacity: a snoozed conversation has let me go, and a guest carries nothing. */
export const isCarriedByMe = (summary: Summary, meId: string): boolean =>
  summary.holder?.id === meId && carried.includes(summary.phase);

const carried: readonly Phase[] = ['offered', 'serving', 'waitingOnCustomer', 'wrapUp'];

export const isOfferedToMe = (summary: Summary, meId: string): boolean =>
  summary.phase === 'offered' && summary.holder?.id === meId;

/** Waits in the line, where an agent may pick it out. */
export const isClaimable = (summary: Summary): boolean => inLine.includes(summary.phase) || summary.phase === 'withBot';

/** Since when the customer waits for somebody: for an agent to take it, or for an answer. Null when it is not our turn. */
export function waitingFrom(summary: Summary): string | null {
  if (isOver(summary) || resting.includes(summary.phase)) return null;
  return summary.waitingSince ?? (summary.unanswered > 0 ? summary.lastMessageAt : null);
}

/** It is the customer's turn, or nobody's before a set time. */
const resting: readonly Phase[] = ['waitingOnCustomer', 'snoozed', 'wrapUp', 'callbackDue'];

/** Offers on top. One's own work and the queue by how long they wait, so that an entry keeps its place while one answers; the rest newest first. */
export function listed(state: DeskState, view: View, filter: PhaseFilter | null = null): Summary[] {
  const meId = state.session?.agent.id ?? '';
  const rank = (summary: Summary) => (isOfferedToMe(summary, meId) ? 0 : 1);
  // The server writes all times in one form, in which text order is time order: parsing would cost most of sorting a long list.
  const order = (a: Summary, b: Summary) =>
    view === 'mine' || view === 'waiting'
      ? compared(a.waitingSince ?? a.openedAt, b.waitingSince ?? b.openedAt)
      : compared(b.lastMessageAt, a.lastMessageAt);
  return [...state.conversations.values()]
    .map((held) => held.summary)
    .filter((summary) => belongsTo(view, summary, meId) && passes(summary, filter))
    .sort((a, b) => rank(a) - rank(b) || order(a, b) || compared(a.id, b.id));
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const meIn = (state: DeskState): string => state.session?.agent.id ?? '';

export const unreadInMine = counted(
  (state: DeskState) => [state.conversations, state.seen, meIn(state)] as const,
  (conversations, seen, meId) => {
    let total = 0;
    for (const { summary } of conversations.values())
      if (belongsTo('mine', summary, meId)) total += unread(summary, seen[summary.id]);
    return total;
  },
);

/** How many conversations count against my capacity. */
export const carriedByMe = counted(
  (state: DeskState) => [state.conversations, meIn(state)] as const,
  (conversations, meId) => {
    let carried = 0;
    for (const { summary } of conversations.values()) if (isCarriedByMe(summary, meId)) carried++;
    return carried;
  },
);

/** An older head never replaces a newer one: pushes and answers overtake each other. */
function heard(state: DeskState, summaries: readonly Summary[]): DeskState {
  const conversations = new Map(state.conversations);
  const heardAt = state.heard + 1;
  for (const summary of summaries) {
    const held = conversations.get(summary.id);
    if (!held || held.summary.version <= summary.version) conversations.set(summary.id, { summary, heardAt });
  }
  return { ...state, heard: heardAt, conversations };
}

export const summaryHeard = (state: DeskState, summary: Summary): DeskState => heard(state, [summary]);

/**
 * Takes one page of a list. When the whole list came, what this view showed and the server no longer lists has left it while nobody
 * told us; only a head heard of after the request was made (`askedAt`) stays.
 */
export function viewLoaded(state: DeskState, view: View, page: Page<Summary>, askedAt: number, isFirst: boolean): DeskState {
  const meId = state.session?.agent.id ?? '';
  const listedIds = new Set(page.items.map((summary) => summary.id));
  const whole = isFirst && page.cursor === null;
  const gone = ([id, held]: [string, Held]) =>
    whole && held.heardAt <= askedAt && !listedIds.has(id) && belongsTo(view, held.summary, meId);
  const kept = new Map([...state.conversations].filter((entry) => !gone(entry)));
  const next = heard({ ...state, conversations: kept }, page.items);
  return { ...next, views: { ...next.views, [view]: { loaded: true, failed: false, cursor: page.cursor } } };
}

export const viewFailed = (state: DeskState, view: View): DeskState => ({
  ...state,
  views: { ...state.views, [view]: { ...state.views[view], failed: true } },
});

/** A live push: the head always, the entries when the conversation's record is held. Answers where a gap begins, if one does. */
export function pushed(state: DeskState, push: ConversationPush): { state: DeskState; gapAfter: number | null } {
  const next = heard(state, [push.summary]);
  const thread = state.threads.get(push.summary.id);
  const outbox = reconciled(next.outbox, push.entries);
  if (!thread) return { state: { ...next, outbox }, gapAfter: null };
  const merged = appended(thread, push.entries);
  const threads = new Map(next.threads).set(push.summary.id, merged.thread);
  // An entry leaves the outbox only when the thread shows it, or it would vanish from the screen while the gap is fetched.
  return { state: { ...next, threads, outbox: merged.gapAfter === null ? outbox : next.outbox }, gapAfter: merged.gapAfter };
}

/** A page of events before the ones held (or the newest page, when none are). */
export function earlierLoaded(state: DeskState, id: string, page: EventsPage): DeskState {
  const thread = prepended(state.threads.get(id) ?? noThread, page.items, page.hasMore);
  const threadsFailed = new Set(state.threadsFailed);
  threadsFailed.delete(id);
  return {
    ...state,
    threads: new Map(state.threads).set(id, thread),
    threadsFailed,
    outbox: reconciled(state.outbox, thread.entries),
  };
}

export const earlierFailed = (state: DeskState, id: string): DeskState => ({
  ...state,
  threadsFailed: new Set(state.threadsFailed).add(id),
});

/** A page of events after the last one held. */
export function laterLoaded(state: DeskState, id: string, page: EventsPage): DeskState {
  const thread = state.threads.get(id);
  if (!thread) return state;
  const merged = appended(thread, page.items).thread;
  return { ...state, threads: new Map(state.threads).set(id, merged), outbox: reconciled(state.outbox, page.items) };
}

/** Conversations whose record is held but whose head is already further: a push was lost. */
export const behind = (state: DeskState): string[] =>
  [...state.threads].flatMap(([id, thread]) =>
    (state.conversations.get(id)?.summary.version ?? 0) > lastSeq(thread) ? [id] : [],
  );

/** The agent sees this conversation now. */
export function lookedAt(state: DeskState, id: string): DeskState {
  const summary = state.conversations.get(id)?.summary;
  if (!summary) return state;
  const seen = looked(state.seen, summary);
  return seen === state.seen ? state : { ...state, seen };
}
