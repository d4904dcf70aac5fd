import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Phase } from '../contract';
import { possible, type ActionId, type Seat } from './actions';
import { colleague, me, summary } from './testing';

/** The rows of the table that the lifecycle draws of itself: what becomes of each command in each phase. */
function drawn(): Map<string, Map<Phase, string>> {
  const guide = readFileSync(new URL('../../../../docs/guides/lifecycle.md', import.meta.url), 'utf8');
  const rows = (/^\| command \|[\s\S]*?\n(?!\|)/m.exec(guide)?.[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = rows;
  const phases = head.map((name) => name.replace(/ (.)/g, (_, letter: string) => letter.toUpperCase()) as Phase);
  return new Map(body.map((cells) => [cells[0] ?? '', new Map(cells.map((cell, index) => [phases[index] as Phase, cell]))]));
}

/** By which command the domain does each action. Those that need a consult, a guest or an agreed callback stand in no row with one. */
const commands: Partial<Record<ActionId, string>> = {
  accept: 'accept',
  decline: 'decline',
  claim: 'take',
  note: 'add note',
  wait: 'wait on customer',
  resume: 'resume serving',
  snooze: 'snooze',
  wake: 'wake',
  transfer: 'transfer',
  consult: 'consult',
  close: 'close',
  finishWrapUp: 'finish wrap up',
  reopen: 'reopen',
  schedule: 'schedule message',
  askForRating: 'ask for rating',
  labels: 'label',
  priority: 'set priority',
  topic: 'set topic',
  disposition: 'set disposition',
  addParticipant: 'add participant',
  merge: 'merge',
  unmerge: 'unmerge',
  watch: 'watch',
  whisper: 'whisper',
  barge: 'barge',
  takeOver: 'take over',
};

/** Phases in which an agent has the conversation. */
const heldPhases: readonly Phase[] = ['offered', 'serving', 'waitingOnCustomer', 'wrapUp'];

/** The agent who has it, and a supervisor who has not: for both the table says what happens. */
function offered(phase: Phase): ActionId[] {
  const agent: Seat = { meId: me.id, isSupervisor: false };
  const supervisor: Seat = { meId: me.id, isSupervisor: true };
  const [mine, theirs] = heldPhases.includes(phase) ? [me, colleague] : [null, null];
  return [
    ...possible(summary({ phase, holder: mine, snoozedBy: phase === 'snoozed' ? me : null }), agent),
    ...possible(summary({ phase, holder: theirs, snoozedBy: phase === 'snoozed' ? colleague : null }), supervisor),
  ];
}

test('the desk offers nothing that the lifecycle refuses', () => {
  const table = drawn();
  expect(table.size).toBeGreaterThan(40);
  const refused: string[] = [];
  for (const phase of table.get('take')?.keys() ?? []) {
    if (!(phase in phaseNames)) continue;
    for (const action of offered(phase)) {
      const command = commands[action];
      const outcome = command ? table.get(command)?.get(phase) : '·';
      if (outcome === undefined || !/^(✓|·|\*\*)/.test(outcome)) refused.push(`${action} in ${phase}: ${outcome}`);
    }
  }
  expect(refused).toEqual([]);
});

const phaseNames: Readonly<Record<Phase, true>> = {
  withBot: true,
  waiting: true,
  offered: true,
  serving: true,
  waitingOnCustomer: true,
  snoozed: true,
  callbackDue: true,
  wrapUp: true,
  closed: true,
  merged: true,
  ended: true,
};
