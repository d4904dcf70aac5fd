import type { Presence } from '@/lib/contract';
import { setPresence } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';

const choices: readonly Presence[] = ['online', 'away', 'offline'];

export function PresenceSwitch({ onProblem }: { onProblem: (problem: Problem | null) => void }) {
  const words = useWords();
  const presence = useDesk((state) => state.session?.presence ?? 'offline');
  return (
    <label class={`presence presence-${presence}`}>
      <span class="dot" aria-hidden="true" />
      <select
        aria-label={words.presenceLabel}
        value={presence}
        onChange={async (event) => onProblem(await setPresence(event.currentTarget.value as Presence))}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words.presence[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
