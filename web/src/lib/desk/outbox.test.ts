import { expect, test } from 'vitest';
import {
  acceptedReply,
  discardedReply,
  failedReply,
  heldReplies,
  leavingReply,
  queuedReply,
  reconciled,
  revived,
  type Outbox,
} from './outbox';
import { reply, says } from './testing';

const one: Outbox = queuedReply([], { conversationId: 'c1', messageId: 'm1', text: 'hi', at: 1 });
const lost = { code: 'unreachable', status: 0 };

test('a reply is shown as sending at once', () => {
  expect(one).toEqual([{ conversationId: 'c1', messageId: 'm1', text: 'hi', at: 1, state: 'sending', problem: null }]);
});

test('the record takes a reply over by its id', () => {
  expect(reconciled(one, [says(1), reply(2, 'm1')])).toEqual([]);
});

test('a reply of another id leaves it alone, as the same value', () => {
  expect(reconciled(one, [reply(2, 'other')])).toBe(one);
});

test('an accepted reply stays until the record shows it', () => {
  expect(acceptedReply(one, 'm1').map((outgoing) => outgoing.state)).toEqual(['accepted']);
});

test('a failed reply says why, and is sent again under the same id', () => {
  const failed = failedReply(one, 'm1', lost);
  expect(failed[0]).toMatchObject({ state: 'failed', problem: lost });
  const [first] = failed;
  expect(first && queuedReply(failed, first)).toEqual(one);
});

test('a discarded reply is gone', () => {
  expect(discardedReply(one, 'm1')).toEqual([]);
});

test('after a reload nobody knows whether a reply arrived, so it waits to be sent again', () => {
  expect(revived(one)[0]?.state).toBe('failed');
});

test('no more than a hundred replies are kept', () => {
  let outbox: Outbox = [];
  for (let n = 0; n < 150; n++) outbox = queuedReply(outbox, { conversationId: 'c1', messageId: `m${n}`, text: '', at: n });
  expect(outbox.length).toBe(100);
  expect(outbox.at(-1)?.messageId).toBe('m149');
});

test('a held reply was never sent, so a reload leaves it held, and it leaves in its place', () => {
  const first = { conversationId: 'c1', messageId: 'm1', text: 'first', at: 1 };
  const held = queuedReply(queuedReply([], first, 'held'), { ...first, messageId: 'm2', text: 'second' }, 'held');
  expect(revived(held)).toEqual(held);
  expect(heldReplies(held, 'c2')).toEqual([]);
  const leaving = leavingReply(held, 'm1');
  expect(leaving.map((reply) => [reply.messageId, reply.state])).toEqual([
    ['m1', 'sending'],
    ['m2', 'held'],
  ]);
  expect(heldReplies(leaving, 'c1').map((reply) => reply.messageId)).toEqual(['m2']);
});
