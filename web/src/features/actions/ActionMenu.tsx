import { useEffect, useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { actions, possible, type ActionId } from '@/lib/desk/actions';
import { perform } from '@/lib/desk/perform';
import { useSeat } from '@/lib/desk/seat';
import { useWords } from '@/lib/i18n/language';
import { Icon } from '@/lib/ui/Icon';

/** What is done all day stands beside the menu as a button of its own; the rest is one step away. */
const inSight: readonly ActionId[] = ['claim', 'transfer', 'snooze', 'wake', 'resume', 'close', 'takeOver'];
const mostInSight = 3;

export function ActionMenu({ summary }: { summary: Summary }) {
  const words = useWords();
  const seat = useSeat();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const ids = possible(summary, seat);
  const shown = inSight.filter((id) => ids.includes(id)).slice(0, mostInSight);

  useEffect(() => {
    if (!isOpen) return;
    frame.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: PointerEvent) => {
      if (!frame.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [isOpen]);

  function close() {
    setOpen(false);
    frame.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') return close();
    const items = [...(frame.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[(next + items.length) % items.length]?.focus();
  }

  function choose(id: ActionId) {
    setOpen(false);
    perform(id, summary);
  }

  return (
    <div class="actions" data-actions>
      {shown.map((id) => (
        <button key={id} type="button" class="small" data-action={id} title={keyHint(id)} onClick={() => perform(id, summary)}>
          {words.actions[id].replace('…', '')}
        </button>
      ))}
      <div class="menu-frame" ref={frame}>
        <button
          type="button"
          class="small icon-button"
          aria-haspopup="menu"
          aria-expanded={isOpen}
          aria-label={words.moreActions}
          title={words.moreActions}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="more" />
        </button>
        {isOpen && (
          <div class="menu" role="menu" tabIndex={-1} aria-label={words.actionsLabel} onKeyDown={onKeyDown}>
            {ids.map((id) => (
              <button key={id} type="button" role="menuitem" data-action={id} onClick={() => choose(id)}>
                <span>{words.actions[id]}</span>
                {actions[id].key && <kbd>{keyHint(id)}</kbd>}
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

const keyHint = (id: ActionId): string | undefined => (actions[id].key ? `Alt + ${actions[id].key}` : undefined);
