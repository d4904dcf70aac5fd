import type { CloseReason, Presence } from '../contract';
import type { Problem } from '../http';
import { newMessageId } from '../ids';
import { api } from './api';
import { desk } from './desk';
import { acceptedReply, discardedReply, failedReply, queuedReply, type MessageKind, type Outgoing } from './outbox';
import { faulted, presenceChosen } from './state';
import { fillGap, refresh } from './sync';

/** The live push normally brings the record of a command; when it does not within this time, the record is fetched. */
const pushGraceMs = 1_500;

/** Shows the message at once and sends it; the record replaces it by id. */
export function say(kind: MessageKind, conversationId: string, text: string, mentions: readonly string[] = []): void {
  const message = { conversationId, messageId: newMessageId(), kind, text, mentions, at: Date.now() };
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, message) }));
  void deliver(message);
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

async function deliver(message: Pick<Outgoing, 'conversationId' | 'messageId' | 'kind' | 'text' | 'mentions'>): Promise<void> {
  const { conversationId, messageId, kind = 'reply', text, mentions = [] } = message;
  const body = kind === 'note' && mentions.length > 0 ? { messageId, text, mentions } : { messageId, text };
  const answer = await api.act(conversationId, places[kind], body);
  desk.update((state) => ({
    ...state,
    outbox: answer.ok ? acceptedReply(state.outbox, messageId) : failedReply(state.outbox, messageId, answer.problem),
  }));
  if (!answer.ok) return;
  setTimeout(() => {
    if (desk.get().outbox.some((reply) => reply.messageId === messageId)) void fillGap(conversationId);
  }, pushGraceMs);
}

/**
 * Asks for an action and answers why it was not done. A refusal means that the desk's view was old, so either answer is followed by a
 * look at the store.
 */
export async function act(id: string, action: string, body: Readonly<Record<string, unknown>> = {}): Promise<Problem | null> {
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
