import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '@/lib/i18n/language';
import { Icon } from '@/lib/ui/Icon';

/** Those that people use in service, most used first. */
const emoji = [
  ...['😊', '🙂', '😄', '😂', '😉', '😍', '🥰', '🤗', '🤔', '😅', '😮', '😢', '😭', '😞', '😬', '🙄'],
  ...['👍', '👌', '👏', '🙏', '🤝', '💪', '✌️', '👋', '☎️', '📦', '🚚', '🧾', '💳', '🎁', '🎉', '🌹'],
  ...['❤️', '💐', '✨', '⭐', '✅', '❌', '⚠️', '❗', '❓', '⏰', '📍', '📷', '📎', '🔗', '🛒', '☕'],
];
const columns = 8;

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };

/** A small table of emoji; arrows move in it, Enter takes one, Escape goes back. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    frame.current?.querySelector<HTMLElement>('.emoji button')?.focus();
    const outside = (event: PointerEvent) => {
      if (!frame.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      frame.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(frame.current?.querySelectorAll<HTMLElement>('.emoji button') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  }

  return (
    <div class="menu-frame" ref={frame}>
      <button
        type="button"
        class="plain"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={words.emoji}
        title={words.emoji}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="smile" />
      </button>
      {isOpen && (
        <div class="emoji" role="menu" tabIndex={-1} aria-label={words.emoji} onKeyDown={onKeyDown}>
          {emoji.map((one, index) => (
            <button
              key={one}
              type="button"
              role="menuitem"
              tabIndex={index === 0 ? 0 : -1}
              onClick={() => {
                setOpen(false);
                onChoose(one);
              }}
            >
              {one}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
