import type { Entry } from '@/lib/contract';
import type { Language } from '@/lib/i18n/speech';
import { dayText, shortText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { eventText } from '@/lib/ui/event-text';
import { inShownOrder } from './order';

/** A row of the thread. `fold` stands for system records that came one after another; the last of them is shown after it. */
export type Line =
  | { kind: 'day'; key: string; place: number; text: string }
  | { kind: 'message'; key: string; place: number; entry: Message; showChannel: boolean }
  | EventLine
  | { kind: 'fold'; key: string; lines: EventLine[] }
  /** What a conversation that was taken out again has taken with it: it is said there, and only kept here. */
  | { kind: 'moved'; key: string; to: string; messages: Message[] };

export type Message = Extract<Entry, { type: 'customerMessage' | 'reply' | 'announced' | 'noteAdded' | 'whispered' }>;

export interface EventLine {
  kind: 'event';
  key: string;
  type: Entry['type'];
  at: string;
  text: string;
  /** Another conversation that it is about. */
  to?: string;
  /** The message further up that it is about. */
  message?: number;
}

/** So many system records in a row are read as noise: all but the last go into a fold. */
const foldFrom = 4;

/** What an agent must not overlook is never folded. */
const neverFolded: ReadonlySet<Entry['type']> = new Set([
  'firstResponseBreached',
  'recallRecorded',
  'clocksChanged',
  'escalated',
  'transferred',
  'personAsked',
  'takenOver',
  'callbackAgreed',
  'rated',
  'closed',
  'mergedInto',
  'joined',
  'splitOff',
]);

const isMessage = (entry: Entry): entry is Message =>
  entry.type === 'customerMessage' ||
  entry.type === 'reply' ||
  entry.type === 'announced' ||
  entry.type === 'noteAdded' ||
  entry.type === 'whispered';

/** What was whispered to somebody else. */
const isUnheard = (entry: Entry): boolean => entry.type === 'whispered' && entry.text === null;

export function linesOf(entries: readonly Entry[], nowMs: number, language: Language, words: Dictionary): Line[] {
  const lines: Line[] = [];
  let run: EventLine[] = [];
  let lastDay: string | null = null;
  let lastChannel: string | null = null;
  const endRun = () => {
    lines.push(...folded(run));
    run = [];
  };
  const moved = movedBy(entries);
  let lastMs = 0;
  for (const { entry, at, place, cameLate } of inShownOrder(entries)) {
    if (entry.type === 'customerMessage' && moved.has(entry)) continue;
    const text = isMessage(entry) ? null : eventText(entry, words, language);
    if ((text === null && !isMessage(entry)) || isUnheard(entry)) continue;
    // Two clocks may differ around midnight: a day that has begun stays.
    const day: string | null = Date.parse(at) < lastMs ? lastDay : dayText(at, nowMs, language, words);
    lastMs = Math.max(lastMs, Date.parse(at));
    if (day !== lastDay && day !== null) {
      endRun();
      lines.push({ kind: 'day', key: `day ${entry.seq}`, place, text: day });
      lastDay = day;
    }
    if (cameLate && entry.type === 'customerMessage') {
      endRun();
      const written = words.cameLate(shortText(entry.sentAt ?? at, language));
      lines.push({ kind: 'event', key: `late ${entry.seq}`, type: entry.type, at, text: written, message: entry.seq });
      continue;
    }
    if (isMessage(entry)) {
      endRun();
      const channel: string | null = entry.type === 'customerMessage' ? entry.channel : lastChannel;
      lines.push({ kind: 'message', key: String(entry.seq), place, entry, showChannel: channel !== lastChannel });
      lastChannel = channel;
      continue;
    }
    const line: EventLine = {
      kind: 'event',
      key: String(entry.seq),
      type: entry.type,
      at: entry.at,
      text: text ?? '',
      ...(entry.type === 'joined' ? { to: entry.from } : {}),
    };
    if (neverFolded.has(entry.type)) {
      endRun();
      lines.push(line);
    } else run.push(line);
    if (entry.type === 'splitOff') {
      const messages = [...moved].flatMap(([message, split]) => (split === entry ? [message] : []));
      if (messages.length === 0) continue;
      endRun();
      lines.push({ kind: 'moved', key: `moved ${entry.seq}`, to: entry.from, messages });
    }
  }
  endRun();
  return lines;
}

type CustomerMessage = Extract<Entry, { type: 'customerMessage' }>;
type SplitOff = Extract<Entry, { type: 'splitOff' }>;

/** Which messages belong to another conversation by now, and the record that says so. One that comes after it is a new one. */
function movedBy(entries: readonly Entry[]): Map<CustomerMessage, SplitOff> {
  const splits = entries.filter((entry) => entry.type === 'splitOff');
  const moved = new Map<CustomerMessage, SplitOff>();
  if (splits.length === 0) return moved;
  for (const entry of entries) {
    if (entry.type !== 'customerMessage') continue;
    const split = splits.find((one) => one.seq > entry.seq && one.messageKeys?.includes(entry.messageKey));
    if (split) moved.set(entry, split);
  }
  return moved;
}

function folded(run: readonly EventLine[]): Line[] {
  const last = run.at(-1);
  if (run.length < foldFrom || !last) return [...run];
  // Named by its first record, so that it stays open while the run grows.
  return [{ kind: 'fold', key: `fold ${run[0]?.key}`, lines: run.slice(0, -1) }, last];
}
