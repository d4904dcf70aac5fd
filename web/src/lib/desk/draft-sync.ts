import type { DraftPush, DraftView } from '../contract-work';
import { newMessageId } from '../ids';
import { createStore } from '../store';
import { api } from './api';
import { desk } from './desk';
import { dirtyDrafts, draftKey, draftOf, judged, keepDraft, openedDraft, type Draft, type OtherDraft } from './draft';
import type { MessageKind } from './outbox';

/** A draft goes to the server when nothing was typed for this long, and while one types at least so often. */
const restMs = 800;
const longestMs = 3_000;

/** The server keeps a draft for 30 days; what it has no more then was not sent elsewhere, it is only old. */
const keptMs = 29 * 24 * 3_600_000;

/** By which this page knows its own words when the server tells all of the agent's pages. */
const page = newMessageId();

/** What another device wrote in a field of this page: taken into it, or beside it until the agent has chosen. */
export interface DraftNews extends OtherDraft {
  isAsked: boolean;
}

export const draftNews = createStore<ReadonlyMap<string, DraftNews>>(new Map());

interface Place {
  agentId: string;
  conversationId: string;
  kind: MessageKind;
}

const places = new Map<string, Place>();
const begun = new Map<string, { sinceMs: number; timer: ReturnType<typeof setTimeout> }>();
const leaving = new Set<string>();
let stopped = false;

const meId = () => desk.get().session?.agent.id ?? '';

function keyOf(conversationId: string, kind: MessageKind): string {
  const place = { agentId: meId(), conversationId, kind };
  const key = draftKey(place.agentId, conversationId, kind);
  places.set(key, place);
  return key;
}

function tellNews(key: string, news: DraftNews | null): void {
  draftNews.update((now) => {
    if (news === null && !now.has(key)) return now;
    const next = new Map(now);
    if (news === null) next.delete(key);
    else next.set(key, news);
    return next;
  });
}

/** What the field begins with when it appears. */
export const readDraft = (conversationId: string, kind: MessageKind): string => openedDraft(keyOf(conversationId, kind)).text;

/** Keeps each letter here at once, and on the server a moment later. */
export function writeDraft(conversationId: string, kind: MessageKind, text: string): void {
  const key = keyOf(conversationId, kind);
  keepDraft(key, { ...draftOf(key), text, isDirty: true });
  if (!draftNews.get().get(key)?.isAsked) tellNews(key, null);
  // What was sent is not to be sent again from another device.
  if (text === '') void send(key);
  else soon(key);
}

function soon(key: string): void {
  const before = begun.get(key);
  clearTimeout(before?.timer);
  const sinceMs = before?.sinceMs ?? Date.now();
  const waitMs = Math.max(0, Math.min(restMs, sinceMs + longestMs - Date.now()));
  begun.set(key, { sinceMs, timer: setTimeout(() => void send(key), waitMs) });
}

async function send(key: string): Promise<void> {
  clearTimeout(begun.get(key)?.timer);
  begun.delete(key);
  const place = places.get(key);
  const draft = draftOf(key);
  // Never in the name of whoever signed in after them.
  if (!place || place.agentId !== meId() || !draft.isDirty || leaving.has(key)) return;
  // Between two texts the agent chooses first.
  if (draftNews.get().get(key)?.isAsked) return;
  // Begun and taken away again before anybody heard of it.
  if (draft.text === '' && draft.revision === 0) return keepDraft(key, { ...draft, isDirty: false });
  leaving.add(key);
  const answer = await api.saveDraft(place.conversationId, place.kind, { text: draft.text, revision: draft.revision, page });
  leaving.delete(key);
  if (answer.ok) {
    const now = draftOf(key);
    const isWhole = now.text === draft.text;
    keepDraft(key, { ...now, revision: answer.value.revision, isDirty: !isWhole });
    if (!isWhole) soon(key);
  } else if (answer.problem.code === 'draft-changed') await loadDrafts(place.conversationId);
  // Else it stays here, and goes when the server answers again or something more is typed.
}

/** All that this page has kept back, as when the server answers again or the page goes. */
export const sendDrafts = (): void => dirtyDrafts().forEach((key) => void send(key));

/** Looks at what other devices have written in a conversation. */
export async function loadDrafts(conversationId: string): Promise<void> {
  const answer = await api.drafts(conversationId);
  if (!answer.ok || stopped) return;
  for (const kind of ['reply', 'note', 'whisper'] as const) {
    const found = answer.value.items.find((draft) => draft.kind === kind);
    const key = keyOf(conversationId, kind);
    if (found) hear(key, otherOf(found));
    else absent(key);
    void send(key);
  }
}

/** The server has none: it was sent or taken away elsewhere, unless there never was one or it is too old to be kept there. */
function absent(key: string): void {
  const mine = draftOf(key);
  if (mine.revision === 0) return;
  if (mine.isDirty || Date.now() - mine.revision > keptMs) keepDraft(key, { ...mine, isDirty: mine.text !== '' });
  else hear(key, { text: '', revision: mine.revision + 1, changedAt: new Date().toISOString(), browser: null });
}

const otherOf = ({ text, revision, changedAt, browser }: DraftView | DraftPush): OtherDraft => ({
  text,
  revision,
  changedAt,
  browser,
});

/** A push: another of the agent's pages has written, or this one. */
export function heardDraft(push: DraftPush): void {
  if (push.page === page) return;
  hear(keyOf(push.conversationId, push.kind), otherOf(push));
}

function hear(key: string, other: OtherDraft): void {
  const mine = draftOf(key);
  const { text, revision } = other;
  switch (judged(mine, other)) {
    case 'known':
      return;
    case 'same':
      keepDraft(key, { text, revision, isDirty: false });
      return tellNews(key, null);
    case 'taken':
      keepDraft(key, { text, revision, isDirty: false });
      return tellNews(key, { ...other, isAsked: false });
    case 'ended':
      // What is here goes on as a draft of its own.
      keepDraft(key, { ...mine, revision });
      tellNews(key, null);
      return soon(key);
    case 'asked':
      return tellNews(key, { ...other, isAsked: true });
  }
}

/** What the agent makes of two texts: theirs here, the one from the other device, or both, one below the other. */
export function chooseDraft(conversationId: string, kind: MessageKind, choice: 'mine' | 'other' | 'both'): void {
  const key = keyOf(conversationId, kind);
  const other = draftNews.get().get(key);
  if (!other?.isAsked) return;
  const mine = draftOf(key);
  const text = { mine: mine.text, other: other.text, both: `${mine.text}\n${other.text}` }[choice];
  const chosen: Draft = { text, revision: other.revision, isDirty: choice !== 'other' };
  keepDraft(key, chosen);
  tellNews(key, null);
  void send(key);
}

/** For the field: the text as it is kept now. */
export const draftText = (conversationId: string, kind: MessageKind): string => draftOf(keyOf(conversationId, kind)).text;

export const draftNewsOf = (
  news: ReadonlyMap<string, DraftNews>,
  agentId: string,
  conversationId: string,
  kind: MessageKind,
): DraftNews | undefined => news.get(draftKey(agentId, conversationId, kind));

/** Keeps what is typed going to the server until the page ends; answers how to stop. */
export function startDrafts(): () => void {
  stopped = false;
  addEventListener('pagehide', sendDrafts);
  return () => {
    stopped = true;
    removeEventListener('pagehide', sendDrafts);
    sendDrafts();
  };
}
