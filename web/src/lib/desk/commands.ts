import type { CloseReason, Content, Presence } from '../contract';
import type { Problem } from '../http';
import { newMessageId } from '../ids';
import { api } from './api';
import { desk } from './desk';
import { draftText, writeDraft } from './draft-sync';
import {
  acceptedReply,
  discardedReply,
  failedReply,
  heldReplies,
  leavingReply,
  queuedReply,
  type MessageKind,
  type Outgoing,
} from './outbox';
import { faulted, presenceChosen } from './state';
import { fillGap, refresh } from './sync';
import { undoSeconds } from './undo';

/** The live push normally brings the record of a command; when it does not within this time, the record is fetched. */
const pushGraceMs = 1_500;

interface Said {
  mentions?: readonly string[];
  /** Where it is more than its text. */
  content?: Content;
}

/**
 * Shows the message at once and sends it; the record replaces it by id. A reply is held for the seconds in which it can be taken back;
 * what is among colleagues is not.
 */
export function say(kind: MessageKind, conversationId: string, text: string, said: Said = {}): void {
  const message = { conversationId, messageId: newMessageId(), kind, text, at: Date.now(), ...said };
  const heldMs = kind === 'reply' ? undoSeconds() * 1_000 : 0;
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, message, heldMs > 0 ? 'held' : 'sending') }));
  if (heldMs > 0) setTimeout(() => letGo(message.messageId), heldMs);
  else void deliver(message);
}

/** A reply that something else is to follow: it leaves at once, and answers why it did not. What failed can be sent again from the thread. */
export async function sayNow(conversationId: string, messageId: string, text: string): Promise<Problem | null> {
  await letAllGo(conversationId);
  const message = { conversationId, messageId, kind: 'reply' as const, text, at: Date.now() };
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, message) }));
  await deliver(message);
  return desk.get().outbox.find((other) => other.messageId === messageId)?.problem ?? null;
}

/** The seconds are over: it leaves, unless it was taken back or left before. */
export function letGo(messageId: string): Promise<void> {
  const message = heldReplies(desk.get().outbox).find((held) => held.messageId === messageId);
  if (!message) return Promise.resolve();
  desk.update((state) => ({ ...state, outbox: leavingReply(state.outbox, messageId) }));
  return deliver(message);
}

/** Whatever follows in a conversation, or the end of the page, does not overtake what was said before it. */
export async function letAllGo(conversationId?: string): Promise<void> {
  for (const held of heldReplies(desk.get().outbox, conversationId)) await letGo(held.messageId);
}

/** Takes a reply back that has not left: what it said stands in the field again. */
export function takeBack(messageId: string): void {
  const state = desk.get();
  const message = heldReplies(state.outbox).find((held) => held.messageId === messageId);
  if (!message) return;
  if (message.text !== '' && !message.content) {
    const begun = draftText(message.conversationId, 'reply');
    writeDraft(message.conversationId, 'reply', begun === '' ? message.text : `${message.text}\n${begun}`);
  }
  desk.update((now) => ({ ...now, outbox: discardedReply(now.outbox, messageId), drafts: now.drafts + 1 }));
}

export function retryReply(messageId: string): void {
  const message = desk.get().outbox.find((other) => other.messageId === messageId);
  if (!message) return;
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, message) }));
  void deliver(message);
}

export const discardReply = (messageId: string): void =>
  desk.update((state) => ({ ...state, outbox: discardedReply(state.outbox, messageId) }));

/** Where each kind of message is posted. */
const places: Readonly<Record<MessageKind, string>> = { reply: 'replies', note: 'notes', whisper: 'whispers' };

async function deliver(message: Omit<Outgoing, 'state' | 'problem' | 'at'>): Promise<void> {
  const { conversationId, messageId, kind = 'reply' } = message;
  const answer = await api.act(conversationId, places[kind], bodyOf(message));
  desk.update((state) => ({
    ...state,
    outbox: answer.ok ? acceptedReply(state.outbox, messageId) : failedReply(state.outbox, messageId, answer.problem),
  }));
  if (!answer.ok) return;
  setTimeout(() => {
    if (desk.get().outbox.some((reply) => reply.messageId === messageId)) void fillGap(conversationId);
  }, pushGraceMs);
}

/** What a content says in words is the server's to know: no text goes with it. */
function bodyOf({ messageId, kind = 'reply', text, mentions = [], content }: Omit<Outgoing, 'state' | 'problem' | 'at'>) {
  if (content) return { messageId, content };
  return kind === 'note' && mentions.length > 0 ? { messageId, text, mentions } : { messageId, text };
}

/**
 * Asks for an action and answers why it was not done. A refusal means that the desk's view was old, so either answer is followed by a
 * look at the store.
 */
export async function act(id: string, action: string, body: Readonly<Record<string, unknown>> = {}): Promise<Problem | null> {
  await letAllGo(id);
  const answer = await api.act(id, action, body);
  void refresh(id);
  void fillGap(id);
  return answer.ok ? null : answer.problem;
}

/** As `act`, for what no window asks for: the conversation itself says why it was not done. */
export async function actAtOnce(id: string, action: string, body: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const problem = await act(id, action, body);
  desk.update((state) => faulted(state, id, problem));
}

export const accept = (id: string): Promise<void> => actAtOnce(id, 'accept');
export const decline = (id: string): Promise<void> => actAtOnce(id, 'decline');
export const claim = (id: string): Promise<void> => actAtOnce(id, 'claim');

/**
 * Closes what the agent has read. The version says how far that is, so that a message that comes in the same moment is not closed away;
 * a delivery receipt in between is no reason to refuse, and the close is asked for once more.
 */
export async function close(id: string, reason: CloseReason): Promise<Problem | null> {
  const read = desk.get().conversations.get(id)?.summary;
  const problem = await act(id, 'close', read ? { reason, version: read.version } : { reason });
  if (!read || problem?.reason !== 'versionConflict') return problem;
  await refresh(id);
  const now = desk.get().conversations.get(id)?.summary;
  if (!now || now.unanswered > read.unanswered || now.lastMessageAt !== read.lastMessageAt) return problem;
  return act(id, 'close', { reason, version: now.version });
}

export async function setPresence(presence: Presence, reason: string | null = null): Promise<Problem | null> {
  const before = desk.get().session;
  desk.update((state) => presenceChosen(state, presence, reason));
  const answer = await api.setPresence(presence, reason);
  if (answer.ok) desk.update((state) => presenceChosen(state, answer.value.presence, answer.value.reason ?? null));
  else if (before) desk.update((state) => presenceChosen(state, before.presence, before.presenceReason ?? null));
  return answer.ok ? null : answer.problem;
}
