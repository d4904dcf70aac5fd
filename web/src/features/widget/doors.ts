import type { WidgetPhase } from './contract';

/** What a visitor can do besides writing. */
export interface Doors {
  /** A way to a person stands open as long as no person has the conversation. */
  person: boolean;
  leave: boolean;
  callback: boolean;
  cancelCallback: boolean;
}

const withPerson: readonly WidgetPhase['phase'][] = ['serving', 'waitingOnCustomer'];
const inLine: readonly WidgetPhase['phase'][] = ['waiting', 'offered'];

export function doorsOf(state: WidgetPhase): Doors {
  const isInLine = inLine.includes(state.phase);
  return {
    person: !withPerson.includes(state.phase) && !(isInLine && (state.humanAsked ?? false)) && isOpen(state),
    leave: isInLine,
    callback: (state.canAskCallback ?? false) && isInLine,
    cancelCallback: state.phase === 'callbackDue',
  };
}

/** Before the first word there is no conversation in which to ask for a person; the first word is enough. */
const isOpen = ({ phase }: WidgetPhase): boolean => !['none', 'closed', 'merged', 'ended'].includes(phase);
