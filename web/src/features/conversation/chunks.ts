import type { DeliveryState } from '@/lib/desk/thread';
import type { EventLine, Line } from './lines';

/** A line, and what became of the message it shows. */
export interface Row {
  line: Line;
  delivery: DeliveryState | undefined;
  isRecalled: boolean;
}

/** Rows that follow each other and are drawn, and left undrawn, together. */
export interface Chunk {
  key: number;
  rows: readonly Row[];
}

/** Few enough that drawing one anew for a message that came is quick, enough that five thousand messages are a hundred chunks. */
const recordsPerChunk = 50;

/**
 * The rows in chunks. Where a chunk begins follows from the records' numbers alone, so that a message at either end changes one chunk only; one that
 * is as it was is the same object as before, which makes rendering skip it.
 */
export function chunksOf(rows: readonly Row[], before: readonly Chunk[]): Chunk[] {
  const known = new Map(before.map((chunk) => [chunk.key, chunk]));
  const chunks: { key: number; rows: Row[] }[] = [];
  for (const row of rows) {
    const key = Math.floor(numberOf(row.line) / recordsPerChunk);
    const last = chunks.at(-1);
    if (last?.key === key) last.rows.push(row);
    else chunks.push({ key, rows: [row] });
  }
  return chunks.map((chunk) => {
    const held = known.get(chunk.key);
    return held && isSame(held.rows, chunk.rows, isSameRow) ? held : chunk;
  });
}

/** Where it stands among the records; else each key ends with the number of the record that it is named by. */
const numberOf = (line: Line): number => ('place' in line ? line.place : Number(line.key.slice(line.key.lastIndexOf(' ') + 1)));

function isSame<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => same(one, b[index] as T));
}

const isSameRow = (a: Row, b: Row): boolean =>
  a.isRecalled === b.isRecalled && isSameDelivery(a.delivery, b.delivery) && isSameLine(a.line, b.line);

const isSameDelivery = (a: DeliveryState | undefined, b: DeliveryState | undefined): boolean =>
  a === b ||
  (a?.status === b?.status &&
    a?.reason === b?.reason &&
    a?.code === b?.code &&
    a?.receipt === b?.receipt &&
    a?.isUnconfirmed === b?.isUnconfirmed);

function isSameLine(a: Line, b: Line): boolean {
  if (a.key !== b.key) return false;
  switch (a.kind) {
    case 'day':
      return b.kind === 'day' && a.text === b.text;
    case 'message':
      return b.kind === 'message' && a.entry === b.entry && a.showChannel === b.showChannel;
    case 'event':
      return b.kind === 'event' && isSameEvent(a, b);
    case 'fold':
      return b.kind === 'fold' && isSame(a.lines, b.lines, isSameEvent);
    case 'moved':
      return b.kind === 'moved' && a.to === b.to && isSame(a.messages, b.messages, Object.is);
  }
}

const isSameEvent = (a: EventLine, b: EventLine): boolean => a.key === b.key && a.text === b.text && a.to === b.to;
