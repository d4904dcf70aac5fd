import { describe, expect, test } from 'vitest';
import type { Phase, Summary } from '../contract';
import { actionIds, actions, byKey, possible, type Seat } from './actions';
import { colleague, me, summary } from './testing';
import { kindsByChoice, kindsFor } from './writes';

const agent: Seat = { meId: me.id, isSupervisor: false };
const supervisor: Seat = { meId: me.id, isSupervisor: true };
const phases: Phase[] = [
  'withBot',
  'waiting',
  'offered',
  'serving',
  'waitingOnCustomer',
  'snoozed',
  'callbackDue',
  'wrapUp',
  'closed',
  'merged',
  'ended',
];
const unheld = (phase: Phase, change: Partial<Summary> = {}) => summary({ phase, holder: null, ...change });
const theirs = (phase: Phase, change: Partial<Summary> = {}) => summary({ phase, holder: colleague, ...change });

describe('an agent', () => {
  test('accepts or declines what is offered, and nothing else of it', () => {
    expect(possible(summary({ phase: 'offered' }), agent)).toEqual(expect.arrayContaining(['accept', 'decline']));
    expect(possible(summary({ phase: 'offered' }), agent)).not.toContain('transfer');
    expect(possible(theirs('offered'), agent)).not.toContain('accept');
  });
  test('claims out of the line, from the bot and what is snoozed', () => {
    expect(phases.filter((phase) => possible(unheld(phase), agent).includes('claim'))).toEqual([
      'withBot',
      'waiting',
      'snoozed',
      'callbackDue',
    ]);
  });
  test('works on what they hold only while it is served', () => {
    const working = ['transfer', 'consult', 'snooze', 'close', 'schedule'] as const;
    for (const phase of phases) {
      const isHeld = phase === 'serving' || phase === 'waitingOnCustomer';
      for (const id of working) expect(possible(summary({ phase }), agent).includes(id), `${phase} ${id}`).toBe(isHeld);
    }
  });
  test('does to a colleague’s conversation nothing that changes it', () => {
    expect(possible(theirs('serving'), agent)).toEqual(['profile', 'explain', 'timers']);
    expect(possible(summary({ phase: 'offered' }), supervisor)).not.toContain('transfer');
  });
  test('finishes the wrap-up, and cannot do what is over for the customer', () => {
    const ids = possible(summary({ phase: 'wrapUp' }), agent);
    expect(ids).toEqual(expect.arrayContaining(['finishWrapUp', 'disposition', 'labels']));
    expect(ids).not.toContain('transfer');
  });
  test('completes or ends a consult that runs, and begins no second one', () => {
    const consulting = summary({ consult: { by: me, agent: colleague } });
    expect(possible(consulting, agent)).toEqual(expect.arrayContaining(['completeConsult', 'endConsult']));
    expect(possible(consulting, agent)).not.toContain('consult');
  });
  test('who is consulted ends it and writes notes', () => {
    const asked = theirs('serving', {
      consult: { by: colleague, agent: me },
      participants: [{ agent: me, role: 'consulted' }],
    });
    expect(possible(asked, agent)).toEqual(expect.arrayContaining(['note', 'endConsult']));
    expect(possible(asked, agent)).not.toContain('completeConsult');
  });
});

describe('a supervisor', () => {
  test('watches, whispers, joins and takes over what a colleague serves', () => {
    expect(possible(theirs('serving'), supervisor)).toEqual(expect.arrayContaining(['watch', 'whisper', 'barge', 'takeOver']));
  });
  test('who watches may stop', () => {
    const watched = theirs('serving', { participants: [{ agent: me, role: 'watching' }] });
    expect(possible(watched, supervisor)).toContain('unwatch');
    expect(possible(watched, supervisor)).not.toContain('watch');
  });
  test('leaves what has ended alone', () => expect(possible(unheld('ended'), supervisor)).toEqual(['explain', 'timers']));
});

describe('a key', () => {
  test('means one thing at a time in every phase', () => {
    for (const phase of phases)
      for (const seat of [agent, supervisor])
        for (const one of [summary({ phase }), theirs(phase), unheld(phase)]) {
          const keys = possible(one, seat).flatMap((id) => actions[id].key ?? []);
          expect(new Set(keys).size, `${phase} ${keys.join('')}`).toBe(keys.length);
        }
  });
  test('is none that a browser keeps, nor one of the desk’s own', () => {
    const taken = actionIds.flatMap((id) => actions[id].key ?? []).filter((key) => 'DEFRKQ'.includes(key));
    expect(taken).toEqual([]);
  });
  test('does by turns: close, then finish', () => {
    expect(byKey('X', summary({ phase: 'serving' }), agent)).toBe('close');
    expect(byKey('X', summary({ phase: 'wrapUp' }), agent)).toBe('finishWrapUp');
    expect(byKey('T', theirs('serving'), agent)).toBeUndefined();
  });
});

describe('what may be written', () => {
  test('is a reply by the holder while it is served', () => {
    expect(kindsFor(summary({ phase: 'serving' }), agent)).toEqual(['reply', 'note']);
    expect(kindsFor(summary({ phase: 'offered' }), agent)).toEqual([]);
  });
  test('is never a reply by one who is only consulted or watches', () => {
    for (const role of ['consulted', 'watching'] as const)
      expect(kindsFor(theirs('serving', { participants: [{ agent: me, role }] }), agent)).not.toContain('reply');
  });
  test('is nothing by an agent who only reads, and a note or a whisper by a supervisor', () => {
    expect(kindsFor(theirs('serving'), agent)).toEqual([]);
    expect(kindsByChoice(theirs('serving'), agent)).toEqual([]);
    expect(kindsByChoice(theirs('serving'), supervisor)).toEqual(['note', 'whisper']);
  });
});
