import { describe, expect, test } from 'vitest';
import type { Entry } from '../contract';
import { me, reply, run, says } from './testing';
import { appended, deliveries, noThread, prepended, recalledIds, type Thread } from './thread';

const held = (from: number, to: number): Thread => ({ entries: run(from, to), hasEarlier: from > 1 });
const seqs = (thread: Thread) => thread.entries.map((entry) => entry.seq);

describe('entries that were pushed', () => {
  test('follow the ones held', () => {
    const { thread, gapAfter } = appended(held(1, 3), [says(4), says(5)]);
    expect(seqs(thread)).toEqual([1, 2, 3, 4, 5]);
    expect(gapAfter).toBeNull();
  });

  test('are shown once when pushed twice, and the thread stays the same value', () => {
    const before = held(1, 3);
    expect(appended(before, [says(2), says(3)]).thread).toBe(before);
  });

  test('that overlap the ones held add only what is new', () => {
    expect(seqs(appended(held(1, 3), [says(3), says(4)]).thread)).toEqual([1, 2, 3, 4]);
  });

  test('out of order are put in order', () => {
    expect(seqs(appended(held(1, 1), [says(3), says(2), says(2)]).thread)).toEqual([1, 2, 3]);
  });

  test('beyond a gap are not shown, and the gap is told', () => {
    const before = held(1, 3);
    const { thread, gapAfter } = appended(before, [says(6)]);
    expect(thread).toBe(before);
    expect(gapAfter).toBe(3);
  });

  test('before a gap within the push are kept, and the gap begins after them', () => {
    const { thread, gapAfter } = appended(held(1, 3), [says(4), says(6)]);
    expect(seqs(thread)).toEqual([1, 2, 3, 4]);
    expect(gapAfter).toBe(4);
  });
});

describe('earlier pages', () => {
  test('join on top', () => {
    const thread = prepended(held(4, 5), run(2, 3), true);
    expect(seqs(thread)).toEqual([2, 3, 4, 5]);
    expect(thread.hasEarlier).toBe(true);
  });

  test('end at the first entry, whatever the server says', () => {
    expect(prepended(held(3, 4), run(1, 2), true).hasEarlier).toBe(false);
  });

  test('that would leave a hole are refused', () => {
    const before = held(10, 12);
    expect(prepended(before, run(5, 7), true)).toBe(before);
  });

  test('asked for twice are held once', () => {
    expect(seqs(prepended(held(1, 5), run(1, 3), false))).toEqual([1, 2, 3, 4, 5]);
  });

  test('an empty thread takes the newest page', () => {
    expect(seqs(prepended(noThread, run(8, 9), true))).toEqual([8, 9]);
  });
});

test('the last record of a delivery corrects the reply', () => {
  const thread: Thread = {
    entries: [
      reply(1, 'm1'),
      reply(2, 'm2'),
      { seq: 3, at: '', type: 'deliveryRecorded', messageId: 'm1', status: 'rejected', reason: 'window' },
    ],
    hasEarlier: false,
  };
  expect(deliveries(thread).get('m1')).toEqual({ status: 'rejected', reason: 'window' });
  expect(deliveries(thread).get('m2')).toEqual({ status: 'pending', reason: null });
});

test('what was read before its delivery was written down stays read', () => {
  const thread: Thread = {
    entries: [
      reply(1, 'm1'),
      { seq: 2, at: '', type: 'receiptRecorded', messageId: 'm1', state: 'read', errorCode: null },
      { seq: 3, at: '', type: 'deliveryRecorded', messageId: 'm1', status: 'delivered', reason: null },
    ],
    hasEarlier: false,
  };
  expect(deliveries(thread).get('m1')).toEqual({ status: 'delivered', reason: null, receipt: 'read' });
});

test("a platform's own code of its refusal is kept beside the reason", () => {
  const thread: Thread = {
    entries: [
      { ...reply(1, 'm1'), delivery: 'rejected', deliveryReason: 'platformError', deliveryCode: '48001' },
      reply(2, 'm2'),
      { seq: 3, at: '', type: 'deliveryRecorded', messageId: 'm2', status: 'rejected', reason: 'platformError', code: '45009' },
    ],
    hasEarlier: false,
  };
  expect([...deliveries(thread).values()].map((state) => state.code)).toEqual(['48001', '45009']);
});

test('what the platform would not take back is not shown as taken back, until it has', () => {
  const recalled = (seq: number): Entry => ({ seq, at: '', type: 'recalled', messageId: 'm1', by: me });
  const said = (seq: number, isTakenBack: boolean): Entry => ({
    seq,
    at: '',
    type: 'recallRecorded',
    messageId: 'm1',
    isTakenBack,
    reason: null,
  });
  expect([...recalledIds([reply(1, 'm1'), recalled(2)])]).toEqual(['m1']);
  expect([...recalledIds([reply(1, 'm1'), recalled(2), said(3, false)])]).toEqual([]);
  expect([...recalledIds([reply(1, 'm1'), recalled(2), said(3, false), recalled(4), said(5, true)])]).toEqual(['m1']);
});
