import type { Content, Entry } from '../contract';
import type { Problem } from '../http';

/** To the customer, among colleagues, or from a supervisor to the agent alone. */
export type MessageKind = 'reply' | 'note' | 'whisper';

/** A message shown before the record has it. Its id is made here, so sending it twice records it once. */
export interface Outgoing {
  conversationId: string;
  messageId: string;
  /** What an older page kept has none: it was a reply. */
  kind?: MessageKind;
  text: string;
  /** Ids of the colleagues a note calls. */
  mentions?: readonly string[];
  /** Where it is more than its text. */
  content?: Content;
  /** When Enter was pressed, in milliseconds since 1970. */
  at: number;
  /** `held` can still be taken back: it leaves a few seconds later. */
  state: 'held' | 'sending' | 'accepted' | 'failed';
  problem: Problem | null;
}

export type Outbox = readonly Outgoing[];

/** Beyond this many unsent replies the oldest are forgotten: local storage is small, and nobody retries the hundredth. */
const mostKept = 100;

export const queuedReply = (
  outbox: Outbox,
  reply: Omit<Outgoing, 'state' | 'problem'>,
  state: 'held' | 'sending' = 'sending',
): Outbox =>
  [...outbox.filter((other) => other.messageId !== reply.messageId), { ...reply, state, problem: null }].slice(-mostKept);

/** It leaves now, in its place among the others. */
export const leavingReply = (outbox: Outbox, messageId: string): Outbox =>
  outbox.map((reply) => (reply.messageId === messageId ? { ...reply, state: 'sending', problem: null } : reply));

/** Those of a conversation, or of all, that can still be taken back. */
export const heldReplies = (outbox: Outbox, conversationId?: string): Outbox =>
  outbox.filter((reply) => reply.state === 'held' && (conversationId === undefined || reply.conversationId === conversationId));

export const acceptedReply = (outbox: Outbox, messageId: string): Outbox =>
  outbox.map((reply) => (reply.messageId === messageId ? { ...reply, state: 'accepted', problem: null } : reply));

export const failedReply = (outbox: Outbox, messageId: string, problem: Problem): Outbox =>
  outbox.map((reply) => (reply.messageId === messageId ? { ...reply, state: 'failed', problem } : reply));

export const discardedReply = (outbox: Outbox, messageId: string): Outbox =>
  outbox.filter((reply) => reply.messageId !== messageId);

/** The record is the truth: what it has is no longer ours to show. */
export function reconciled(outbox: Outbox, entries: readonly Entry[]): Outbox {
  if (outbox.length === 0) return outbox;
  const recorded = new Set(entries.flatMap((entry) => (isWritten(entry) ? [entry.messageId] : [])));
  const left = outbox.filter((reply) => !recorded.has(reply.messageId));
  return left.length === outbox.length ? outbox : left;
}

const isWritten = (entry: Entry) => entry.type === 'reply' || entry.type === 'noteAdded' || entry.type === 'whispered';

/**
 * What a reload finds in storage may or may not have reached the server; only sending it again under its id can tell. One that was held
 * was never sent: it goes on being held.
 */
export const revived = (outbox: Outbox): Outbox =>
  outbox.map((reply) =>
    reply.state === 'failed' || reply.state === 'held'
      ? reply
      : { ...reply, state: 'failed', problem: { code: 'unreachable', status: 0 } },
  );
