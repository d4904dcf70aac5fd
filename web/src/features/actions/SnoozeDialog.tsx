import { useState } from 'preact/hooks';
import { serverNow } from '@/lib/clock';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { shortText } from '@/lib/i18n/times';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';
import { localInput, presets, presetTime, readLocalInput, type SnoozePreset } from './times';

export function SnoozeDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const { dialogs } = words;
  const [nowMs] = useState(serverNow);
  const [choice, setChoice] = useState<string>('hour');
  const [time, setTime] = useState(() => localInput(presetTime('tomorrow', nowMs)));
  const names: Record<SnoozePreset, string> = {
    hour: dialogs.snoozeInHour,
    evening: dialogs.snoozeEvening,
    tomorrow: dialogs.snoozeTomorrow,
    monday: dialogs.snoozeMonday,
  };
  const picked = readLocalInput(time);
  const until = choice === 'writes' ? null : choice === 'at' ? picked : presetTime(choice as SnoozePreset, nowMs);
  const isPast = choice === 'at' && picked !== null && picked.getTime() <= nowMs;

  return (
    <ActionDialog
      title={words.actions.snooze}
      submit={words.actions.snooze.replace('…', '')}
      canSubmit={(choice === 'writes' || until !== null) && !isPast}
      onSubmit={() => act(summary.id, 'snooze', until ? { until: until.toISOString() } : {})}
    >
      <Choices
        name="until"
        label={words.actions.snooze.replace('…', '')}
        choices={[
          ...presets(nowMs).map((preset) => ({
            id: preset,
            name: names[preset],
            facts: shortText(presetTime(preset, nowMs).getTime(), language),
          })),
          { id: 'writes', name: dialogs.snoozeWrites },
          { id: 'at', name: dialogs.snoozeAt },
        ]}
        empty=""
        value={choice}
        onChange={setChoice}
      />
      {choice === 'at' && (
        <label class="field">
          <span>{dialogs.at}</span>
          <input
            type="datetime-local"
            value={time}
            aria-invalid={isPast}
            onInput={(event) => setTime(event.currentTarget.value)}
          />
          {isPast && <small class="over">{dialogs.schedulePast}</small>}
        </label>
      )}
    </ActionDialog>
  );
}
