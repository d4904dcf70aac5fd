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
