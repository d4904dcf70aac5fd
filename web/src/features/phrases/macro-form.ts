import type { Macro, MacroAction } from '@/lib/contract-work';
import { isShortcut } from './shortcut';

export type ActionKind = MacroAction['type'];

export const kinds: readonly ActionKind[] = ['reply', 'label', 'priority', 'snooze', 'transfer', 'close'];

/** After it the conversation is out of the agent's hands, so it comes last. */
const letsGo: readonly ActionKind[] = ['snooze', 'transfer', 'close'];

/** Each kind once; and nothing after what lets the conversation go. */
export const canAdd = (actions: readonly MacroAction[], kind: ActionKind): boolean =>
  !actions.some((action) => action.type === kind || letsGo.includes(action.type));

export function newAction(kind: ActionKind): MacroAction {
  switch (kind) {
    case 'reply':
      return { type: 'reply', phrase: '' };
    case 'label':
      return { type: 'label', add: [], remove: [] };
    case 'priority':
      return { type: 'priority', points: 10 };
    case 'snooze':
      return { type: 'snooze', minutes: 60 };
    case 'transfer':
      return { type: 'transfer', queue: '' };
    case 'close':
      return { type: 'close', reason: 'resolved' };
  }
}

function isWhole(action: MacroAction): boolean {
  switch (action.type) {
    case 'reply':
      return action.phrase !== '';
    case 'label':
      return action.add.length + action.remove.length > 0;
    case 'priority':
      return Number.isInteger(action.points);
    case 'transfer':
      return action.queue !== '';
    case 'snooze':
    case 'close':
      return true;
  }
}

export const canSave = ({ shortcut, actions }: Macro): boolean =>
  isShortcut(shortcut) && actions.length > 0 && actions.every(isWhole);
