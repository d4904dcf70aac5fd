import type { Delivery, Entry, Receipt } from '../contract';

/** What the desk holds of one conversation's record: a dense run of entries, oldest first. */
export interface Thread {
  entries: readonly Entry[];
  /** Entries before the first one held exist on the server. */
  hasEarlier: boolean;
}

export const noThread: Thread = { entries: [], hasEarlier: true };

export const firstSeq = (thread: Thread): number => thread.entries[0]?.seq ?? 0;
export const lastSeq = (thread: Thread): number => thread.entries.at(-1)?.seq ?? 0;

export interface Merged {
  thread: Thread;
  /** Set when entries between the ones held and the ones that came are missing: fetch those after this number. */
  gapAfter: number | null;
}

/**
 * Adds newly appended entries. A push may be repeated or lost: what is held already is dropped, and what would leave a hole is not
 * taken at all, since fetching the gap brings it too.
 */
export function appended(thread: Thread, incoming: readonly Entry[]): Merged {
  const last = lastSeq(thread);
  const fresh = inOrder(incoming).filter((entry) => entry.seq > last);
  const dense = fresh.filter((entry, index) => entry.seq === last + 1 + index);
  return {
    thread: dense.length === 0 ? thread : { ...thread, entries: [...thread.entries, ...dense] },
    gapAfter: dense.length < fresh.length ? last + dense.length : null,
  };
}

/** Adds an earlier page, or the first page of a conversation just opened. */
export function prepended(thread: Thread, page: readonly Entry[], hasEarlier: boolean): Thread {
  const first = thread.entries.length === 0 ? Infinity : firstSeq(thread);
  const earlier = inOrder(page).filter((entry) => entry.seq < first);
  const joins = thread.entries.length === 0 || earlier.length === 0 || earlier.at(-1)?.seq === first - 1;
  if (!joins) return thread;
  return { entries: [...earlier, ...thread.entries], hasEarlier: hasEarlier && earlier[0]?.seq !== 1 };
}

const inOrder = (entries: readonly Entry[]): Entry[] => {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
};

export interface DeliveryState {
  status: Delivery;
  reason: string | null;
  /** The platform's own code of its refusal. */
  code?: string;
  receipt?: Receipt | null;
  isUnconfirmed?: boolean;
}

/** The last word on each reply's delivery: a later record corrects what the reply itself said when it was read. */
export function deliveries(thread: Thread): ReadonlyMap<string, DeliveryState> {
  const states = new Map<string, DeliveryState>();
  for (const entry of thread.entries) {
    if (entry.type === 'reply') {
      const { delivery, deliveryReason, deliveryCode, receipt, isUnconfirmed } = entry;
      states.set(entry.messageId, {
        status: delivery,
        reason: deliveryReason,
        ...(deliveryCode ? { code: deliveryCode } : {}),
        ...(receipt ? { receipt } : {}),
        ...(isUnconfirmed ? { isUnconfirmed } : {}),
      });
    }
    const before = 'messageId' in entry ? states.get(entry.messageId) : undefined;
    if (before && entry.type === 'receiptRecorded')
      states.set(entry.messageId, { status: before.status, reason: before.reason, receipt: entry.state });
    if (before && entry.type === 'receiptMissed') states.set(entry.messageId, { ...before, isUnconfirmed: true });
    if (before && entry.type === 'resendAsked') states.set(entry.messageId, { status: 'pending', reason: null });
    if (entry.type === 'announced' && entry.status) states.set(entry.messageId, { status: entry.status, reason: null });
    // A page of ours may have shown it, and its visitor read it, before its delivery was written down.
    if (entry.type === 'deliveryRecorded')
      states.set(entry.messageId, {
        status: entry.status,
        reason: entry.reason,
        ...(entry.code ? { code: entry.code } : {}),
        ...(before?.receipt ? { receipt: before.receipt } : {}),
      });
  }
  return states;
}

/**
 * Messages taken back: what was written stays in the record, and the thread says that it was recalled. What the platform would not take back
 * is none of them: the customer may still see it.
 */
export function recalledIds(entries: readonly Entry[]): ReadonlySet<string> {
  const recalled = new Set<string>();
  for (const entry of entries) {
    if (entry.type === 'recalled') recalled.add(entry.messageId);
    if (entry.type === 'recallRecorded' && !entry.isTakenBack) recalled.delete(entry.messageId);
  }
  return recalled;
}
