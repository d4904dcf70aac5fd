import type { Summary } from '../contract';
import { actions, byKey, type ActionId } from './actions';
import { actAtOnce } from './commands';
import { desk } from './desk';
import { open } from './navigation';
import { seatOf } from './seat';
import { composingChosen, dialogOpened } from './state';

/** Where the server takes each action that asks for nothing more. */
const places: Readonly<Partial<Record<ActionId, string>>> = {
  decline: 'decline',
  claim: 'claim',
  wait: 'wait',
  resume: 'resume',
  wake: 'wake',
  completeConsult: 'consult/complete',
  endConsult: 'consult/end',
  finishWrapUp: 'wrap-up/finish',
  reopen: 'reopen',
  cancelCallback: 'callback/cancel',
  askForRating: 'rating',
  unmerge: 'unmerge',
  watch: 'watch',
  unwatch: 'unwatch',
  barge: 'barge',
};

/** Begins an action: at once, by its window, or in the composer. */
export function perform(id: ActionId, summary: Summary): void {
  switch (actions[id].begin) {
    case 'dialog':
      desk.update((state) => dialogOpened(state, { name: id, conversationId: summary.id }));
      return;
    case 'composer':
      desk.update((state) => composingChosen(state, id === 'whisper' ? 'whisper' : 'note'));
      requestAnimationFrame(() => document.getElementById('reply')?.focus());
      return;
    case 'now':
      // Opening an offer accepts it, and brings it to the screen.
      if (id === 'accept') open(summary);
      else if (id === 'leave') void actAtOnce(summary.id, 'participants/remove', { agent: desk.get().session?.agent.id });
      else void actAtOnce(summary.id, places[id] ?? id);
  }
}

/** The action that a key means for the conversation on screen, if any; answers whether there was one. */
export function performByKey(key: string): boolean {
  const state = desk.get();
  const summary = state.selectedId ? state.conversations.get(state.selectedId)?.summary : undefined;
  const id = summary && state.page === 'conversations' ? byKey(key, summary, seatOf(state)) : undefined;
  if (!summary || !id) return false;
  perform(id, summary);
  return true;
}

export const openCommandBar = (): void =>
  desk.update((state) => dialogOpened(state, { name: 'commandBar', conversationId: state.selectedId }));
