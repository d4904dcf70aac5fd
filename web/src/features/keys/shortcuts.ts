import { takeBack } from '@/lib/desk/commands';
import { acceptNext, chooseView, openPage, showLongestWaiting, step } from '@/lib/desk/navigation';
import { openCommandBar, performByKey } from '@/lib/desk/perform';
import { desk } from '@/lib/desk/desk';
import { heldReplies } from '@/lib/desk/outbox';
import { composingChosen, views } from '@/lib/desk/state';

/** Alt combinations only: Ctrl with letters and digits belongs to the browser. Matched by key position, since Alt changes letters on a Mac. */
const actions: Readonly<Record<string, () => void>> = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  KeyA: acceptNext,
  KeyR: () => reply(),
  KeyK: openCommandBar,
  KeyQ: showLongestWaiting,
  KeyJ: openActions,
  KeyU: takeBackLast,
  KeyV: () => openPage('search'),
  Digit1: () => chooseNth(0),
  Digit2: () => chooseNth(1),
  Digit3: () => chooseNth(2),
  Digit4: () => chooseNth(3),
};

/** To the customer, whatever was written last. */
function reply() {
  desk.update((state) => composingChosen(state, 'reply'));
  requestAnimationFrame(() => document.getElementById('reply')?.focus());
}

/** The menu of what can be done with the conversation on screen; its first line has the focus then. */
function openActions() {
  document.querySelector<HTMLElement>('[data-actions] [aria-haspopup=menu][aria-expanded=false]')?.click();
}

/** The last reply of the conversation on screen that has not left yet. */
function takeBackLast() {
  const { outbox, selectedId } = desk.get();
  const last = selectedId ? heldReplies(outbox, selectedId).at(-1) : undefined;
  if (last) takeBack(last.messageId);
}

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
    // The one combination with Ctrl that people know from everywhere; in browsers that use it, the page comes first.
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
      event.preventDefault();
      openCommandBar();
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    // A window over the page is finished or left first.
    if (document.querySelector('dialog[open]')) return;
    const action = actions[event.code];
    if (action) action();
    else if (!event.code.startsWith('Key') || !performByKey(event.code.slice('Key'.length))) return;
    event.preventDefault();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
