import type { ParticipantRole, Phase, Summary } from '../contract';

/** Who looks at a conversation: what they may do follows from it, the server's own check apart. */
export interface Seat {
  meId: string;
  isSupervisor: boolean;
}

export type Role = 'holder' | ParticipantRole | 'none';

export function roleIn(summary: Summary, meId: string): Role {
  if ((summary.holder ?? summary.snoozedBy)?.id === meId) return 'holder';
  return summary.participants?.find((participant) => participant.agent.id === meId)?.role ?? 'none';
}

/** How an action begins: at once, or by a window that asks for what it needs. */
type Begin = 'now' | 'dialog' | 'composer';

interface ActionShape {
  begin: Begin;
  /** The letter pressed with Alt, by its place on the keyboard. Free of those that browsers keep for themselves: D, E, F. */
  key?: string;
  /** Possible as far as the desk can tell; the server has the last word. */
  when: (summary: Summary, role: Role, seat: Seat) => boolean;
}

const held: readonly Phase[] = ['serving', 'waitingOnCustomer'];
const over: readonly Phase[] = ['closed', 'merged', 'ended'];
const inLine: readonly Phase[] = ['withBot', 'waiting', 'callbackDue'];
const claimable: readonly Phase[] = [...inLine, 'snoozed'];

/** Who talks with the customer beside the holder. */
const speaks = (role: Role): boolean => role === 'taking' || role === 'barging';

const isOpen = (summary: Summary): boolean => !over.includes(summary.phase);
const isHeldByMe = (summary: Summary, role: Role): boolean => role === 'holder' && held.includes(summary.phase);
const mayShape = (summary: Summary, role: Role, seat: Seat): boolean =>
  (role === 'holder' || speaks(role) || seat.isSupervisor) && summary.phase !== 'ended' && summary.phase !== 'merged';
/** Where there is a field for it: what is only offered has none yet, and what one has put aside has one for supervisors only. */
function mayNote(summary: Summary, role: Role, seat: Seat): boolean {
  if (role === 'holder' && summary.phase === 'offered') return false;
  const isMine = role === 'holder' ? held.includes(summary.phase) || summary.phase === 'wrapUp' : role !== 'none';
  return isMine || (seat.isSupervisor && isOpen(summary));
}
const isLed = (summary: Summary, role: Role, seat: Seat): boolean =>
  seat.isSupervisor && role !== 'holder' && summary.holder !== null && held.includes(summary.phase);

/** Everything that can be done with a conversation, in the order in which it is listed. */
const table = {
  accept: { begin: 'now', key: 'A', when: (s, role) => s.phase === 'offered' && role === 'holder' },
  decline: { begin: 'now', when: (s, role) => s.phase === 'offered' && role === 'holder' },
  claim: { begin: 'now', key: 'G', when: (s) => claimable.includes(s.phase) },
  content: { begin: 'dialog', key: 'M', when: (s, role) => isHeldByMe(s, role) || (speaks(role) && held.includes(s.phase)) },
  note: { begin: 'composer', key: 'N', when: mayNote },
  wait: { begin: 'now', key: 'W', when: (s, role) => s.phase === 'serving' && role === 'holder' },
  resume: {
    begin: 'now',
    key: 'W',
    when: (s, role) => role === 'holder' && (s.phase === 'waitingOnCustomer' || s.phase === 'wrapUp'),
  },
  snooze: { begin: 'dialog', key: 'Z', when: isHeldByMe },
  wake: { begin: 'now', key: 'Z', when: (s) => s.phase === 'snoozed' },
  transfer: { begin: 'dialog', key: 'T', when: isHeldByMe },
  consult: { begin: 'dialog', key: 'H', when: (s, role) => isHeldByMe(s, role) && !s.consult },
  completeConsult: { begin: 'now', when: (s, role) => isHeldByMe(s, role) && Boolean(s.consult) },
  endConsult: { begin: 'now', when: (s, role) => Boolean(s.consult) && (role === 'holder' || role === 'consulted') },
  close: { begin: 'dialog', key: 'X', when: isHeldByMe },
  finishWrapUp: { begin: 'now', key: 'X', when: (s, role) => s.phase === 'wrapUp' && role === 'holder' },
  reopen: { begin: 'now', when: (s) => s.phase === 'closed' },
  schedule: { begin: 'dialog', key: 'S', when: isHeldByMe },
  callback: {
    begin: 'dialog',
    key: 'B',
    when: (s, role, seat) => isHeldByMe(s, role) || (seat.isSupervisor && inLine.includes(s.phase)),
  },
  callbackOutcome: { begin: 'dialog', when: (s, role) => isHeldByMe(s, role) && Boolean(s.callback) },
  cancelCallback: { begin: 'now', when: (s, role, seat) => Boolean(s.callback) && (role === 'holder' || seat.isSupervisor) },
  askForRating: { begin: 'now', when: (s, role) => role === 'holder' && (held.includes(s.phase) || s.phase === 'wrapUp') },
  labels: { begin: 'dialog', key: 'L', when: mayShape },
  priority: { begin: 'dialog', key: 'P', when: (s, role, seat) => mayShape(s, role, seat) && isOpen(s) },
  topic: { begin: 'dialog', when: mayShape },
  disposition: { begin: 'dialog', when: (s, role, seat) => mayShape(s, role, seat) && !inLine.includes(s.phase) },
  addParticipant: { begin: 'dialog', when: isHeldByMe },
  removeParticipant: { begin: 'dialog', when: (s, role) => isHeldByMe(s, role) && hasGuests(s) },
  leave: { begin: 'now', when: (_, role) => role === 'taking' },
  merge: {
    begin: 'dialog',
    when: (s, role, seat) => isOpen(s) && (role === 'holder' || (seat.isSupervisor && s.holder === null)),
  },
  unmerge: { begin: 'now', when: (s) => s.phase === 'merged' },
  watch: { begin: 'now', when: (s, role, seat) => seat.isSupervisor && role === 'none' && isOpen(s) },
  unwatch: { begin: 'now', when: (_, role) => role === 'watching' || role === 'barging' },
  whisper: { begin: 'composer', when: isLed },
  barge: { begin: 'now', when: (s, role, seat) => isLed(s, role, seat) && role !== 'barging' },
  takeOver: { begin: 'dialog', key: 'O', when: (s, role, seat) => seat.isSupervisor && role !== 'holder' && isOpen(s) },
  profile: { begin: 'dialog', key: 'I', when: (s) => s.phase !== 'ended' },
  link: { begin: 'dialog', when: mayShape },
  explain: { begin: 'dialog', key: 'Y', when: () => true },
  timers: { begin: 'dialog', when: () => true },
} as const satisfies Record<string, ActionShape>;

const hasGuests = (summary: Summary): boolean => (summary.participants ?? []).some((one) => one.role === 'taking');

export type ActionId = keyof typeof table;
export const actions: Readonly<Record<ActionId, ActionShape>> = table;
export const actionIds = Object.keys(table) as ActionId[];

/** What can be done with a conversation now, in the table's order. */
export const possible = (summary: Summary, seat: Seat): ActionId[] =>
  actionIds.filter((id) => actions[id].when(summary, roleIn(summary, seat.meId), seat));

/** The action that a key means for this conversation: one letter may mean one thing before and another after. */
export const byKey = (key: string, summary: Summary, seat: Seat): ActionId | undefined =>
  possible(summary, seat).find((id) => actions[id].key === key);
