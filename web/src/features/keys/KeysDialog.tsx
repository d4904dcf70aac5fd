import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '@/lib/i18n/language';
import { Icon } from '@/lib/ui/Icon';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const keys: [string, string][] = [
    ['Alt + ↓', words.keys.next],
    ['Alt + ↑', words.keys.previous],
    ['Alt + A', words.keys.accept],
    ['Alt + R', words.keys.reply],
    ['Alt + 1–4', words.keys.views],
    ['Esc', words.keys.leave],
    ['?', words.keys.help],
  ];
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onClose={onClose}>
      <header>
        <h2 id="keys-title">{words.keysTitle}</h2>
        <button type="button" class="plain" aria-label={words.closeDialog} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {keys.map(([combination, meaning]) => (
          <div key={combination}>
            <dt>
              <kbd>{combination}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
