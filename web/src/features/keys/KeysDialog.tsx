import { actionIds, actions } from '@/lib/desk/actions';
import { useWords } from '@/lib/i18n/language';
import { Dialog } from '@/lib/ui/Dialog';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { keys } = words;
  const everywhere: [string, string][] = [
    ['Ctrl + K', keys.bar],
    ['Alt + ↓', keys.next],
    ['Alt + ↑', keys.previous],
    ['Alt + A', keys.accept],
    ['Alt + Q', keys.longest],
    ['Alt + R', keys.reply],
    ['Alt + J', keys.actions],
    ['Alt + U', keys.undo],
    ['/', keys.phrases],
    ['Alt + V', keys.search],
    ['Alt + 1–4', keys.views],
    ['Esc', keys.leave],
    ['?', keys.help],
  ];
  // One letter may mean two things by turns, as closing and finishing: it stands once, with both.
  const letters = new Map<string, string[]>();
  for (const id of actionIds) {
    const { key } = actions[id];
    if (key && id !== 'accept') letters.set(key, [...(letters.get(key) ?? []), words.actions[id].replace('…', '')]);
  }
  return (
    <Dialog title={words.keysTitle} onClose={onClose} wide>
      <div class="keys">
        <section>
          <h3>{keys.everywhere}</h3>
          <KeyList keys={everywhere} />
        </section>
        <section>
          <h3>{keys.onThis}</h3>
          <KeyList keys={[...letters].map(([key, names]) => [`Alt + ${key}`, names.join(' / ')])} />
        </section>
      </div>
    </Dialog>
  );
}

const KeyList = ({ keys }: { keys: readonly (readonly [string, string])[] }) => (
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
);
