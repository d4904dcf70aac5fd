import { expect, test } from 'vitest';
import { belongsTo, isCarriedByMe } from './conversations';
import { groupCounts, passes } from './filters';
import { dismissed, noNotices, noticed, noticeOf, readWith } from './notices';
import { colleague, me, summary } from './testing';

test('groups are counted in one order, empty ones left out', () => {
  const list = [
    summary({ phase: 'wrapUp' }),
    summary({ phase: 'serving' }),
    summary({ phase: 'offered' }),
    summary({ phase: 'closed' }),
  ];
  expect(groupCounts(list)).toEqual([
    { filter: 'serving', count: 1 },
    { filter: 'waiting', count: 1 },
    { filter: 'wrapUp', count: 1 },
  ]);
});

test('an offer passes every filter, since it runs out', () => {
  expect(passes(summary({ phase: 'offered' }), 'wrapUp')).toBe(true);
  expect(passes(summary({ phase: 'serving' }), 'wrapUp')).toBe(false);
});

test('mine are those I hold, have put aside or am a guest of', () => {
  expect(belongsTo('mine', summary({ phase: 'snoozed', holder: null, snoozedBy: me }), me.id)).toBe(true);
  expect(belongsTo('mine', summary({ phase: 'snoozed', holder: null, snoozedBy: colleague }), me.id)).toBe(false);
  expect(belongsTo('mine', summary({ phase: 'wrapUp' }), me.id)).toBe(true);
  expect(belongsTo('mine', summary({ holder: colleague, participants: [{ agent: me, role: 'watching' }] }), me.id)).toBe(true);
  expect(belongsTo('mine', summary({ holder: colleague }), me.id)).toBe(false);
  expect(belongsTo('mine', summary({ phase: 'closed' }), me.id)).toBe(false);
});

test('what is put aside or only watched does not count against my limit', () => {
  expect(isCarriedByMe(summary({ phase: 'wrapUp' }), me.id)).toBe(true);
  expect(isCarriedByMe(summary({ phase: 'snoozed', holder: null, snoozedBy: me }), me.id)).toBe(false);
  expect(isCarriedByMe(summary({ holder: colleague, participants: [{ agent: me, role: 'watching' }] }), me.id)).toBe(false);
});

test('the same notice about the same conversation is told once', () => {
  const notice = (kind: string, conversationId: string, id: string) => ({ id, kind, conversationId, at: 'T' });
  const first = noticed(noNotices, notice('mentioned', 'a', '1'));
  const both = noticed(noticed(first, notice('mentioned', 'b', '2')), notice('mentioned', 'a', '3'));
  expect(both.shown.map((one) => `${one.conversationId}${one.id}`)).toEqual(['b2', 'a3']);
  expect(readWith(both, 'a').shown.map((one) => one.conversationId)).toEqual(['b']);
  expect(readWith(both, null)).toBe(both);
});

test('a notice that was read stays read when it is pushed again', () => {
  const notice = { id: 'n1', kind: 'rated', conversationId: 'a', at: 'T' };
  const read = dismissed(noticed(noNotices, notice), notice);
  expect(noticed(read, { ...notice }).shown).toEqual([]);
});

test('a presence asked for is told to supervisors, and what came of it to whoever asked', () => {
  const request = (state: 'asked' | 'approved', agent = colleague) =>
    ({ id: 'q1', agent, presence: 'away', reason: 'training', at: 'T', state }) as const;
  expect(noticeOf(request('asked'), { meId: me.id, isSupervisor: true })?.kind).toBe('presenceAsked');
  expect(noticeOf(request('asked'), { meId: me.id, isSupervisor: false })).toBeNull();
  expect(noticeOf(request('approved', me), { meId: me.id, isSupervisor: false })?.kind).toBe('presenceApproved');
  expect(noticeOf(request('approved'), { meId: me.id, isSupervisor: true })).toBeNull();
});
