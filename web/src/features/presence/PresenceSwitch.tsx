import type { Presence } from '@/lib/contract';
import { setPresence } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';

const choices: readonly Presence[] = ['online', 'away', 'offline'];

export function PresenceSwitch() {
  const words = useWords();
  const presence = useDesk((state) => state.session?.presence ?? 'offline');
  return (
    <label class={`presence presence-${presence}`}>
      <span class="dot" aria-hidden="true" />
      <select aria-label={words.presenceLabel} value={presence} onChange={(event) => void setPresence(event.currentTarget.value as Presence)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words.presence[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
