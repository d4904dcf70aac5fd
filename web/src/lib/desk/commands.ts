import type { CloseReason, Presence } from '../contract';
import type { Problem } from '../http';
import { newMessageId } from '../ids';
import { api } from './api';
import { desk } from './desk';
import { acceptedReply, discardedReply, failedReply, queuedReply } from './outbox';
import { faulted, presenceChosen } from './state';
import { fillGap, refresh } from './sync';

/** The live push normally brings the record of a command; when it does not within this time, the record is fetched. */
const pushGraceMs = 1_500;

/** Shows the reply at once and sends it; the record replaces it by id. */
export function sendReply(conversationId: string, text: string): void {
  const messageId = newMessageId();
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, { conversationId, messageId, text, at: Date.now() }) }));
  void deliver(conversationId, messageId, text);
}

export function retryReply(messageId: string): void {
  const reply = desk.get().outbox.find((other) => other.messageId === messageId);
  if (!reply) return;
  desk.update((state) => ({ ...state, outbox: queuedReply(state.outbox, reply) }));
  void deliver(reply.conversationId, messageId, reply.text);
}

export const discardReply = (messageId: string): void =>
  desk.update((state) => ({ ...state, outbox: discardedReply(state.outbox, messageId) }));

async function deliver(conversationId: string, messageId: string, text: string): Promise<void> {
  const answer = await api.reply(conversationId, messageId, text);
  desk.update((state) => ({
    ...state,
    outbox: answer.ok ? acceptedReply(state.outbox, messageId) : failedReply(state.outbox, messageId, answer.problem),
  }));
  if (!answer.ok) return;
  setTimeout(() => {
    if (desk.get().outbox.some((reply) => reply.messageId === messageId)) void fillGap(conversationId);
  }, pushGraceMs);
}

export const accept = (id: string): Promise<void> => command(id, api.accept(id));
export const decline = (id: string): Promise<void> => command(id, api.decline(id));
export const close = (id: string, reason: CloseReason): Promise<void> => command(id, api.close(id, reason));

/** A refusal means that the desk's view was old, so either answer is followed by a look at the store. */
async function command(id: string, asked: ReturnType<typeof api.accept>): Promise<void> {
  const answer = await asked;
  desk.update((state) => faulted(state, id, answer.ok ? null : answer.problem));
  void refresh(id);
  void fillGap(id);
}

export async function setPresence(presence: Presence): Promise<Problem | null> {
  const before = desk.get().session?.presence;
  desk.update((state) => presenceChosen(state, presence));
  const answer = await api.setPresence(presence);
  const now = answer.ok ? answer.value.presence : before;
  if (now) desk.update((state) => presenceChosen(state, now));
  return answer.ok ? null : answer.problem;
}
