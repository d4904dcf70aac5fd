import { expect, test } from 'vitest';
import type { Entry } from '@/lib/contract';
import { at, me, says } from '@/lib/desk/testing';
import { en } from '@/lib/i18n/en';
import { linesOf } from './lines';

const event = (seq: number, rest: object): Entry => ({ seq, at, ...rest }) as Entry;
const accepted = (seq: number) => event(seq, { type: 'accepted', agent: me });
const shapes = (entries: Entry[]) => linesOf(entries, Date.parse(at), 'en', en).map((line) => line.kind);

test('a few system records stay as they are', () => {
  expect(shapes([says(1), accepted(2), accepted(3), accepted(4)])).toEqual(['day', 'message', 'event', 'event', 'event']);
});

test('many in a row are folded, the last one stays in sight', () => {
  const lines = linesOf([says(1), ...[2, 3, 4, 5].map(accepted), says(6)], Date.parse(at), 'en', en);
  expect(lines.map((line) => line.kind)).toEqual(['day', 'message', 'fold', 'event', 'message']);
  expect(lines[2]).toMatchObject({ key: 'fold 2', lines: [{ key: '2' }, { key: '3' }, { key: '4' }] });
});

test('a fold keeps its name while the run grows', () => {
  const keyOf = (to: number) =>
    linesOf([says(1), ...Array.from({ length: to - 1 }, (_, n) => accepted(n + 2))], Date.parse(at), 'en', en)[2]?.key;
  expect(keyOf(6)).toBe(keyOf(9));
});

test('what must not be overlooked is never folded', () => {
  const breached = event(4, { type: 'firstResponseBreached', dueAt: at, latenessMs: 0 });
  expect(shapes([says(1), accepted(2), accepted(3), breached, accepted(5), accepted(6)])).not.toContain('fold');
});

test('what says nothing to a reader makes no line and does not break a run', () => {
  const delivered = event(4, { type: 'deliveryRecorded', messageId: 'm', status: 'delivered', reason: null });
  expect(shapes([says(1), accepted(2), accepted(3), delivered, accepted(5), accepted(6)])).toEqual([
    'day',
    'message',
    'fold',
    'event',
  ]);
});

test('what the customer wrote while two conversations were one stands in the other one again, and is put aside here', () => {
  const split = event(4, { type: 'splitOff', from: 'c-2', messageKeys: ['key 2'] });
  const lines = linesOf(
    [says(1), { ...says(2), messageKey: 'key 2' } as Entry, says(3), split, says(5)],
    Date.parse(at),
    'en',
    en,
  );
  expect(lines.map((line) => line.kind)).toEqual(['day', 'message', 'message', 'event', 'moved', 'message']);
  expect(lines[4]).toMatchObject({ to: 'c-2', messages: [{ seq: 2 }] });
});

test('a message that comes by the same key after the separation is a new one', () => {
  const split = event(2, { type: 'splitOff', from: 'c-2', messageKeys: ['key 3'] });
  expect(shapes([says(1), split, { ...says(3), messageKey: 'key 3' } as Entry])).toEqual(['day', 'message', 'event', 'message']);
});

test('a record of a separation that names no messages moves none', () => {
  expect(shapes([says(1), event(2, { type: 'splitOff', from: 'c-2' }), says(3)])).toEqual(['day', 'message', 'event', 'message']);
});

const sent = (seq: number, minute: number, change: object = {}): Entry =>
  ({ ...says(seq, `${minute}`), sentAt: `2026-01-05T08:${String(minute).padStart(2, '0')}:00.000Z`, ...change }) as Entry;
const order = (entries: Entry[]) => linesOf(entries, Date.parse(at), 'en', en).map((line) => line.key);

test('what was overtaken on its way stands before what it was written before, several in the order of their times', () => {
  const entries = [sent(1, 1), sent(2, 9), sent(3, 5, { shownBefore: 2 }), sent(4, 3, { shownBefore: 2 })];
  expect(order(entries)).toEqual(['day 1', '1', '4', '3', '2']);
});

test('what came late stands at its place, and where it came the thread says so', () => {
  const lines = linesOf([sent(1, 1), sent(2, 9), sent(3, 5, { shownBefore: 2, isLate: true })], Date.parse(at), 'en', en);
  expect(lines.map((line) => line.key)).toEqual(['day 1', '1', '3', '2', 'late 3']);
  expect(lines.at(-1)).toMatchObject({ kind: 'event', message: 3 });
});

test('while its place is not held, a late message stands where it came', () => {
  expect(order([sent(7, 9), sent(8, 5, { shownBefore: 2, isLate: true })])).toEqual(['day 7', '7', '8']);
});

test('a message that stands before one that was moved itself goes with it', () => {
  const entries = [sent(1, 9), sent(2, 5, { shownBefore: 1 }), sent(3, 3, { shownBefore: 2 })];
  expect(order(entries)).toEqual(['day 3', '3', '2', '1']);
});
