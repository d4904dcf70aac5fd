import { useState } from 'preact/hooks';
import { desk } from './desk';
import { dialogOpened } from './state';

/**
 * Closes the window that is open when this is first called, and no other: a browser tells of a closed window a moment later, when the
 * next one may be open already.
 */
export function useCloseDialog(): () => void {
  const [opened] = useState(() => desk.get().dialog);
  return () => desk.update((state) => (state.dialog === opened ? dialogOpened(state, null) : state));
}
