import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../contract';
import { at, colleague, me } from '../desk/testing';
import { en } from '../i18n/en';
import { zh, type Dictionary } from '../i18n/zh';
import { eventText } from './event-text';

const queue = { id: 'sales', name: 'Sales' };

/** One of each kind that the server records, with what it says of it. */
const samples: Record<string, object> = {
  opened: { queue },
  queued: { queue, reason: 'overflowed' },
  offered: { agent: me },
  offerMissed: { agent: me, dueAt: at },
  offerDeclined: { agent: me },
  accepted: { agent: me },
  deliveryRecorded: { messageId: 'm', status: 'rejected', reason: 'tooLong' },
  firstResponseBreached: { dueAt: at, latenessMs: 5_000 },
  closed: { by: null, reason: 'abandoned' },
  reopened: { queue },
  ended: {},
  routed: { queue, rule: 'vip' },
  botSeated: { queue, because: 'always' },
  assessed: { length: 3, position: 2, free: 0, step: 'notice' },
  clocksChanged: { changes: [{ measure: 'nextResponse', fired: [{ percent: 80, isBreach: false, dueAt: at, firedAt: at }] }] },
  escalated: { do: 'raisePriority', measure: 'nextResponse', atPercent: 80 },
  silenceMarked: { step: 'agentReminded', since: at, dueAt: at },
  claimed: { agent: me, why: null },
  takenOver: { by: me, from: colleague, reason: 'asked for' },
  transferred: { by: me, kind: 'toQueue', queue, toAgent: null, reason: null },
  givenBack: { agent: me },
  consultStarted: { by: me, agent: colleague, reason: null },
  consultEnded: { by: me, agent: colleague },
  participantJoined: { by: me, agent: colleague, role: 'watching' },
  participantLeft: { by: me, agent: colleague },
  customerAwaited: { by: me },
  resumed: { by: null },
  snoozed: { by: me, until: at },
  woken: { by: null, dueAt: at },
  wrapUpBegan: { agent: me, reason: 'resolved', until: at },
  recalled: { messageId: 'm', by: me },
  recallRecorded: { messageId: 'm', isTakenBack: false, reason: 'notPermitted' },
  labelled: { by: me, added: ['vip'], removed: ['new'] },
  prioritySet: { by: me, points: 20 },
  topicSet: { by: null, topic: null },
  dispositionSet: { by: me, disposition: 'refund' },
  messageScheduled: { messageId: 'm', by: me, text: 'x', sendAt: at },
  scheduledCancelled: { messageId: 'm', by: me },
  scheduledMissed: { messageId: 'm', sendAt: at },
  personAsked: { how: 'button' },
  personReached: { agent: me, steps: 2, seconds: 31.4 },
  callbackAgreed: { dueAt: at, zone: null, by: null },
  callbackFellDue: { dueAt: at },
  callbackAttempted: { by: me, outcome: 'noAnswer', attempt: 1, nextDueAt: at },
  callbackCancelled: { by: null, customerBack: true },
  callbackFailed: { attempts: 3 },
  ratingAsked: { by: me, steps: 5, validUntil: at },
  rated: { score: 5, steps: 5, solved: true, tags: ['kind'], remark: 'thanks', agent: me },
  mergedInto: { by: me, into: 'c2' },
  joined: { from: 'c2' },
  unmerged: { by: me, from: 'c2' },
  splitOff: { from: 'c2' },
  takenBack: { from: 'c2' },
  receiptRecorded: { messageId: 'm1', state: 'failed', errorCode: '131026' },
  resendAsked: { messageId: 'm1', by: me },
};

/** Shown as messages, or as nothing. */
const noLines = ['customerMessage', 'reply', 'announced', 'noteAdded', 'whispered', 'aside', 'receiptMissed'];

const textOf = (type: string, words: Dictionary) =>
  eventText({ seq: 1, at, type, ...samples[type] } as unknown as Entry, words, words === en ? 'en' : 'zh-CN');

describe.each([
  ['Chinese', zh],
  ['English', en],
])('in %s', (_, words) => {
  test.each(Object.keys(samples))('%s is told in words', (type) => {
    const text = textOf(type, words);
    expect(text).toBeTruthy();
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(text).not.toBe(words.events.unknown(type));
  });
});

test('every kind of entry that the server knows has its line here', () => {
  const source = readFileSync(new URL('../../../../shared/Runtime/Live/Entry.cs', import.meta.url), 'utf8');
  const known = [...source.matchAll(/JsonDerivedType\(typeof\(\w+\), "(\w+)"\)/g)].map((found) => found[1] ?? '');
  expect(known.length).toBeGreaterThan(50);
  expect(known.filter((type) => !(type in samples) && !noLines.includes(type))).toEqual([]);
});

test('one that a newer server records is told by its name', () => {
  expect(textOf('somethingNew', en)).toContain('somethingNew');
});
