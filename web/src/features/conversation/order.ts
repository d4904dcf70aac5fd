import type { CustomerMessage, Entry } from '@/lib/contract';

/** An entry at the place where people read it. */
export interface Shown {
  entry: Entry;
  /** When it happened, at this place. */
  at: string;
  /** The number of the record at whose place it stands: its own, or that of the one it is shown before. */
  place: number;
  /** It is said here only that it came: it was written earlier, and stands there. */
  cameLate: boolean;
}

/**
 * The record is in the order in which things came, and people read it in the order in which they were written: a message that was overtaken on
 * its way stands before the entry it names. While that one is not held yet, it stands where it came.
 */
export function inShownOrder(entries: readonly Entry[]): readonly Shown[] {
  const first = entries[0]?.seq ?? 0;
  const placed = new Map<number, CustomerMessage[]>();
  for (const entry of entries) {
    if (!isPlaced(entry, first)) continue;
    placed.set(entry.shownBefore, [...(placed.get(entry.shownBefore) ?? []), entry]);
  }
  for (const several of placed.values()) several.sort((a, b) => writtenMs(a) - writtenMs(b) || a.seq - b.seq);

  const withThoseBefore = (entry: Entry, at: string, place: number): Shown[] => [
    ...(placed.get(entry.seq) ?? []).flatMap((earlier) => withThoseBefore(earlier, earlier.sentAt ?? earlier.at, place)),
    { entry, at, place, cameLate: false },
  ];
  return entries.flatMap((entry) => {
    const { at, seq } = entry;
    if (!isPlaced(entry, first))
      return placed.size === 0 ? { entry, at, place: seq, cameLate: false } : withThoseBefore(entry, at, seq);
    return entry.isLate ? { entry, at, place: seq, cameLate: true } : [];
  });
}

const writtenMs = (message: CustomerMessage): number => Date.parse(message.sentAt ?? message.at);

/** Only what is earlier in the record can be named, so that no two name each other. */
const isPlaced = (entry: Entry, first: number): entry is CustomerMessage & { shownBefore: number } =>
  entry.type === 'customerMessage' &&
  entry.shownBefore !== undefined &&
  entry.shownBefore >= first &&
  entry.shownBefore < entry.seq;
