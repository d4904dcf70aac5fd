import type { Entry } from '../contract';
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
  /** When Enter was pressed, in milliseconds since 1970. */
  at: number;
  state: 'sending' | 'accepted' | 'failed';
  problem: Problem | null;
}

export type Outbox = readonly Outgoing[];

/** Beyond this many unsent replies the oldest are forgotten: local storage is small, and nobody retries the hundredth. */
const mostKept = 100;

export const queuedReply = (outbox: Outbox, reply: Omit<Outgoing, 'state' | 'problem'>): Outbox =>
  [
    ...outbox.filter((other) => other.messageId !== reply.messageId),
    { ...reply, state: 'sending' as const, problem: null },
  ].slice(-mostKept);

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

/** What a reload finds in storage may or may not have reached the server; only sending it again under its id can tell. */
export const revived = (outbox: Outbox): Outbox =>
  outbox.map((reply) =>
    reply.state === 'failed' ? reply : { ...reply, state: 'failed', problem: { code: 'unreachable', status: 0 } },
  );
