import type { Summary } from '../contract';
import { roleIn, type Seat } from './actions';
import type { MessageKind } from './outbox';

/** What this agent may write in a conversation, the usual one first; nothing when they only read. */
export function kindsFor(summary: Summary, seat: Seat): readonly MessageKind[] {
  const isHeld = summary.phase === 'serving' || summary.phase === 'waitingOnCustomer';
  switch (roleIn(summary, seat.meId)) {
    case 'holder':
      return isHeld ? ['reply', 'note'] : summary.phase === 'wrapUp' ? ['note'] : [];
    case 'taking':
    case 'barging':
      return isHeld ? ['reply', 'note'] : ['note'];
    case 'consulted':
      return ['note'];
    case 'watching':
      return isHeld ? ['whisper', 'note'] : ['note'];
    case 'none':
      return [];
  }
}

/** What a reader may begin to write by an action, without being in the conversation. */
export const kindsByChoice = (summary: Summary, seat: Seat): readonly MessageKind[] => {
  if (!seat.isSupervisor || summary.phase === 'ended' || summary.phase === 'merged') return [];
  return summary.phase === 'serving' || summary.phase === 'waitingOnCustomer' ? ['note', 'whisper'] : ['note'];
};
