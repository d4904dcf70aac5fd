import { useEffect, useRef, useState } from 'preact/hooks';
import type { CloseReason } from '@/lib/contract';
import { close } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';

const reasons: readonly CloseReason[] = ['resolved', 'customerGone', 'spam'];

export function CloseButton({ id }: { id: string }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    menu.current?.querySelector('button')?.focus();
    const outside = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') return setOpen(false);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    items[(items.indexOf(document.activeElement as HTMLButtonElement) + step + items.length) % items.length]?.focus();
  }

  return (
    <div class="menu-frame">
      <button type="button" class="small" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.endConversation}
      </button>
      {isOpen && (
        <div class="menu" role="menu" tabIndex={-1} aria-label={words.endAs} ref={menu} onKeyDown={onKeyDown}>
          {reasons.map((reason) => (
            <button
              key={reason}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false);
                void close(id, reason);
              }}
            >
              {words.closeReasons[reason]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
