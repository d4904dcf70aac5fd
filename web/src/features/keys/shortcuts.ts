import { acceptNext, chooseView, step } from '@/lib/desk/navigation';
import { views } from '@/lib/desk/state';

/** Alt combinations only: Ctrl with letters and digits belongs to the browser. Matched by key position, since Alt changes letters on a Mac. */
const actions: Readonly<Record<string, () => void>> = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  KeyA: acceptNext,
  KeyR: () => document.getElementById('reply')?.focus(),
  Digit1: () => chooseNth(0),
  Digit2: () => chooseNth(1),
  Digit3: () => chooseNth(2),
  Digit4: () => chooseNth(3),
};

function chooseNth(index: number) {
  const view = views[index];
  if (view) chooseView(view);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** Listens on the whole page; answers how to stop. */
export function startShortcuts(showHelp: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      showHelp();
      return;
    }
    const action = event.altKey && !event.ctrlKey && !event.metaKey ? actions[event.code] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
