import type { CustomerMessage, Entry, Reply, Session, Summary } from '../contract';

/** Facts for the specs, as the server would write them. */
export const at = '2026-01-05T08:00:00.000Z';
export const me = { id: 'li', name: 'Li Na' };
export const colleague = { id: 'wang', name: 'Wang Fang' };

export const session: Session = {
  tenant: 'demo',
  agent: { ...me, roles: ['agent'] },
  presence: 'online',
  capacity: 5,
  queues: [{ id: 'sales', name: 'Sales' }],
  channels: [{ name: 'wechat-oa', maxTextLength: 600, replyWindowSeconds: null, recallWithinSeconds: null }],
};

export const summary = (change: Partial<Summary> = {}): Summary => ({
  id: 'c1',
  version: 1,
  phase: 'serving',
  channel: 'wechat-oa',
  account: 'main',
  person: { id: 'p1', name: null },
  queue: { id: 'sales', name: 'Sales' },
  holder: me,
  waitingSince: null,
  offerExpiresAt: null,
  openedAt: at,
  lastMessageAt: at,
  lastText: 'hello',
  lastFrom: 'customer',
  firstResponse: { state: 'stopped', dueAt: at, since: at },
  unanswered: 0,
  ...change,
});

export const says = (seq: number, text = 'hello'): CustomerMessage => ({
  seq,
  at,
  type: 'customerMessage',
  messageKey: `k${seq}`,
  channel: 'wechat-oa',
  item: { kind: 'text', text },
  sentAt: at,
  receivedAt: at,
});

export const reply = (seq: number, messageId: string): Reply => ({
  seq,
  at,
  type: 'reply',
  messageId,
  agent: me,
  text: 'hi',
  provenance: 'typed',
  delivery: 'pending',
  deliveryReason: null,
});

export const run = (from: number, to: number): Entry[] => Array.from({ length: to - from + 1 }, (_, index) => says(from + index));
