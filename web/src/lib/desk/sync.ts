import type { ConversationPush, View } from '../contract';
import { api } from './api';
import { behind, earlierFailed, earlierLoaded, laterLoaded, pushed, summaryHeard, viewFailed, viewLoaded } from './conversations';
import { desk } from './desk';
import { agentsLoaded, insightsHeard, views } from './state';
import { firstSeq, lastSeq, noThread } from './thread';

/** More than this in one gap means the thread was left for long: it is opened anew instead, and what lies between comes by scrolling. */
const mostGapEntries = 1_000;

/** While nobody has told how far the record is by now. */
const mostGapPages = 25;

const running = new Map<string, Promise<void>>();
const again = new Set<string>();

/** One request of a kind at a time; whoever asks meanwhile gets its outcome. */
function joined(key: string, run: () => Promise<void>): Promise<void> {
  const started = running.get(key) ?? run().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

/** As `joined`, for what may have changed since the request under way was answered: one more follows it. */
async function refreshed(key: string, run: () => Promise<void>): Promise<void> {
  if (running.has(key)) again.add(key);
  await joined(key, run);
  if (again.delete(key)) await refreshed(key, run);
}

/**
 * The lists, colleagues and figures as the store has them now.
 * @param fresh a list that has come just now.
 */
export async function reload(fresh: View | null = null): Promise<void> {
  const { threads, selectedId } = desk.get();
  const heldThreads = [...threads.keys()];
  await Promise.all([
    ...views.filter((view) => view !== fresh).map((view) => loadView(view)),
    ...heldThreads.map((id) => fillGap(id)),
    ...heldThreads.map((id) => refresh(id)),
    ...(selectedId && !threads.has(selectedId) ? [refresh(selectedId), loadLost(selectedId)] : []),
    loadAgents(),
    loadInsights(),
  ]);
}

/** The first page of the conversation on screen, when the lost connection cost it. */
async function loadLost(id: string): Promise<void> {
  await loadEarlier(id);
  // The request joined may have been one to the server as it went away.
  if (!desk.get().threads.has(id)) await loadEarlier(id);
}

/** My work, the queue and the list on screen once more. A lost push leaves no trace here, so even a live desk looks now and then. */
export async function lookAgain(): Promise<void> {
  await Promise.all([...new Set<View>(['mine', 'waiting', desk.get().view])].map((view) => loadView(view)));
  await Promise.all(behind(desk.get()).map((id) => fillGap(id)));
}

/** The conversation on screen, when it is a colleague's: what happens in it is pushed to its holder only. */
export async function lookAtColleagues(): Promise<void> {
  const { selectedId, conversations, session } = desk.get();
  const summary = selectedId ? conversations.get(selectedId)?.summary : undefined;
  // A closed one too: its customer may rate it, or come back.
  if (!summary || summary.phase === 'merged' || summary.phase === 'ended' || summary.holder?.id === session?.agent.id) return;
  await Promise.all([refresh(summary.id), fillGap(summary.id)]);
}

export const loadView = (view: View): Promise<void> => refreshed(`view ${view}`, () => loadPage(view, null));

export async function loadMore(view: View): Promise<void> {
  const { cursor } = desk.get().views[view];
  if (cursor) await joined(`more of ${view}`, () => loadPage(view, cursor));
}

async function loadPage(view: View, cursor: string | null): Promise<void> {
  const askedAt = desk.get().heard;
  const answer = await api.conversations(view, cursor);
  desk.update((state) => (answer.ok ? viewLoaded(state, view, answer.value, askedAt, cursor === null) : viewFailed(state, view)));
}

async function loadAgents(): Promise<void> {
  const choices = desk.get().presenceChoices;
  const answer = await api.agents();
  if (answer.ok) desk.update((state) => agentsLoaded(state, answer.value.agents, choices));
}

async function loadInsights(): Promise<void> {
  const answer = await api.insights();
  if (answer.ok) desk.update((state) => insightsHeard(state, answer.value));
}

/** One head, when a list does not carry it (a bookmarked conversation, or one that left every list). */
export const refresh = (id: string): Promise<void> =>
  refreshed(`head ${id}`, async () => {
    const answer = await api.conversation(id);
    if (answer.ok) desk.update((state) => summaryHeard(state, answer.value));
  });

/** The newest page of a conversation, or the page before the ones held. */
export async function loadEarlier(id: string): Promise<void> {
  await loadEarlierPage(id);
  // What was pushed while the first page was on its way found no thread to join.
  if (behind(desk.get()).includes(id)) await fillGap(id);
}

const loadEarlierPage = (id: string): Promise<void> =>
  joined(`earlier ${id}`, async () => {
    const thread = desk.get().threads.get(id) ?? noThread;
    if (!thread.hasEarlier) return;
    const before = firstSeq(thread) || (await newestVersion(id)) + 1;
    // Before the first number there is nothing, which must not be taken for a conversation without messages.
    const answer = before > 1 ? await api.eventsBefore(id, before, thread.entries.length === 0) : null;
    desk.update((state) => (answer?.ok ? earlierLoaded(state, id, answer.value) : earlierFailed(state, id)));
  });

/** The number of a conversation's last event as far as heard; 0 when nothing could be heard. */
async function newestVersion(id: string): Promise<number> {
  if (!desk.get().conversations.has(id)) await refresh(id);
  return desk.get().conversations.get(id)?.summary.version ?? 0;
}

/** Everything after the last entry held. */
export const fillGap = (id: string): Promise<void> =>
  refreshed(`gap ${id}`, async () => {
    for (let page = 0; page < mostGapPages; page++) {
      const { threads, conversations } = desk.get();
      const thread = threads.get(id);
      if (!thread) return;
      if ((conversations.get(id)?.summary.version ?? 0) - lastSeq(thread) > mostGapEntries) break;
      const answer = await api.eventsAfter(id, lastSeq(thread));
      if (!answer.ok) return;
      desk.update((state) => laterLoaded(state, id, answer.value));
      if (!answer.value.hasMore) return;
    }
    desk.update((state) => {
      const threads = new Map(state.threads);
      threads.delete(id);
      return { ...state, threads };
    });
    await loadEarlierPage(id);
    // What came meanwhile is one more gap, which this one must not wait for.
    if (behind(desk.get()).includes(id)) again.add(`gap ${id}`);
  });

/** A notice tells of something that its conversation's record has by now. */
export async function lookAtNoticed(id: string): Promise<void> {
  if (desk.get().threads.has(id)) await Promise.all([refresh(id), fillGap(id)]);
}

export function takePush(push: ConversationPush): void {
  const { state, gapAfter } = pushed(desk.get(), push);
  desk.update(() => state);
  if (gapAfter !== null) void fillGap(push.summary.id);
}
