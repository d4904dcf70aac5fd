import { describe, expect, test } from 'vitest';
import type { Summary } from '../contract';
import {
  behind,
  belongsTo,
  earlierLoaded,
  laterLoaded,
  listed,
  lookedAt,
  pushed,
  unreadInMine,
  viewLoaded,
  waitingFrom,
} from './conversations';
import { queuedReply } from './outbox';
import { emptyDesk, signedIn, type DeskState } from './state';
import { colleague, me, reply, run, says, session, summary } from './testing';

const desk: DeskState = signedIn(emptyDesk, session);
const holding = (...summaries: Summary[]) =>
  summaries.reduce((state, held) => pushed(state, { summary: held, entries: [] }).state, desk);
const ids = (state: DeskState, view: Parameters<typeof listed>[1]) => listed(state, view).map((held) => held.id);

describe('the lists', () => {
  test('mine holds what is offered to me and what I serve, not a colleague’s', () => {
    expect(belongsTo('mine', summary({ phase: 'offered' }), me.id)).toBe(true);
    expect(belongsTo('mine', summary({ phase: 'serving' }), me.id)).toBe(true);
    expect(belongsTo('mine', summary({ phase: 'serving', holder: colleague }), me.id)).toBe(false);
    expect(belongsTo('mine', summary({ phase: 'closed' }), me.id)).toBe(false);
  });

  test('closed and ended conversations leave the open list', () => {
    expect(ids(holding(summary({ phase: 'closed' })), 'open')).toEqual([]);
    expect(ids(holding(summary({ phase: 'ended' })), 'closed')).toEqual(['c1']);
  });

  test('an offer stands on top; the others keep the order in which they came', () => {
    const state = holding(
      summary({ id: 'b', openedAt: '2026-01-05T08:02:00Z' }),
      summary({ id: 'a', openedAt: '2026-01-05T08:01:00Z', lastMessageAt: '2026-01-05T09:00:00Z' }),
      summary({ id: 'offer', phase: 'offered', openedAt: '2026-01-05T08:03:00Z' }),
    );
    expect(ids(state, 'mine')).toEqual(['offer', 'a', 'b']);
  });

  test('who waits longest is first', () => {
    const waiting = (id: string, minute: number) =>
      summary({ id, phase: 'waiting', holder: null, waitingSince: `2026-01-05T08:0${minute}:00Z` });
    expect(ids(holding(waiting('young', 5), waiting('old', 1)), 'waiting')).toEqual(['old', 'young']);
  });
});

describe('a list loaded again', () => {
  const page = (...items: Summary[]) => ({ items, cursor: null });

  test('drops what the server no longer lists', () => {
    const state = holding(summary({ id: 'left' }), summary({ id: 'stays' }));
    expect(ids(viewLoaded(state, 'mine', page(summary({ id: 'stays' })), state.heard, true), 'mine')).toEqual(['stays']);
  });

  test('keeps what was pushed after it was asked for', () => {
    const askedAt = desk.heard;
    const state = pushed(desk, { summary: summary({ id: 'new' }), entries: [] }).state;
    expect(ids(viewLoaded(state, 'mine', page(), askedAt, true), 'mine')).toEqual(['new']);
  });

  test('drops nothing when more pages follow', () => {
    const state = holding(summary({ id: 'other' }));
    expect(ids(viewLoaded(state, 'mine', { items: [], cursor: 'next' }, state.heard, true), 'mine')).toEqual(['other']);
  });

  test('does not undo a newer push', () => {
    const state = holding(summary({ version: 5, lastText: 'new' }));
    const next = viewLoaded(state, 'mine', page(summary({ version: 4, lastText: 'old' })), state.heard, true);
    expect(next.conversations.get('c1')?.summary.lastText).toBe('new');
  });
});

describe('a push', () => {
  const opened = earlierLoaded(desk, 'c1', { items: run(1, 3), version: 3, hasMore: false });

  test('appends to the conversation held', () => {
    const { state, gapAfter } = pushed(opened, { summary: summary({ version: 4 }), entries: [says(4)] });
    expect(state.threads.get('c1')?.entries.length).toBe(4);
    expect(gapAfter).toBeNull();
  });

  test('after a lost one tells the gap, which then is filled', () => {
    const lost = pushed(opened, { summary: summary({ version: 6 }), entries: [says(6)] });
    expect(lost.gapAfter).toBe(3);
    const filled = laterLoaded(lost.state, 'c1', { items: run(4, 6), version: 6, hasMore: false });
    expect(filled.threads.get('c1')?.entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('that was lost shows in a head that is further than the entries', () => {
    const { state } = pushed(opened, { summary: summary({ version: 3 }), entries: [] });
    expect(behind(state)).toEqual([]);
    expect(behind(pushed(state, { summary: summary({ version: 5 }), entries: [] }).state)).toEqual(['c1']);
  });

  test('of a conversation never opened holds no entries', () => {
    expect(pushed(desk, { summary: summary(), entries: [says(1)] }).state.threads.size).toBe(0);
  });

  test('of an older version does not replace the head', () => {
    const { state } = pushed(holding(summary({ version: 9, lastText: 'new' })), {
      summary: summary({ version: 8, lastText: 'old' }),
      entries: [],
    });
    expect(state.conversations.get('c1')?.summary.lastText).toBe('new');
  });

  test('takes the agent’s own reply out of the outbox', () => {
    const sent = { ...opened, outbox: queuedReply([], { conversationId: 'c1', messageId: 'm1', text: 'hi', at: 1 }) };
    expect(pushed(sent, { summary: summary({ version: 4 }), entries: [reply(4, 'm1')] }).state.outbox).toEqual([]);
  });

  test('beyond a gap leaves the reply on screen until the gap is filled', () => {
    const sent = { ...opened, outbox: queuedReply([], { conversationId: 'c1', messageId: 'm1', text: 'hi', at: 1 }) };
    const { state } = pushed(sent, { summary: summary({ version: 5 }), entries: [reply(5, 'm1')] });
    expect(state.outbox.length).toBe(1);
    expect(laterLoaded(state, 'c1', { items: [says(4), reply(5, 'm1')], version: 5, hasMore: false }).outbox).toEqual([]);
  });
});

test('the title counts what I have not read in my own conversations only', () => {
  const state = holding(summary({ id: 'a', unanswered: 2 }), summary({ id: 'b', unanswered: 5, holder: colleague }));
  expect(unreadInMine(state)).toBe(2);
  expect(unreadInMine(lookedAt(state, 'a'))).toBe(0);
});

test('a customer waits for an agent, then for an answer, then no more', () => {
  expect(waitingFrom(summary({ phase: 'waiting', waitingSince: 'T1' }))).toBe('T1');
  expect(waitingFrom(summary({ unanswered: 1, lastMessageAt: 'T2' }))).toBe('T2');
  expect(waitingFrom(summary({ unanswered: 0 }))).toBeNull();
  expect(waitingFrom(summary({ phase: 'closed', unanswered: 1 }))).toBeNull();
});
