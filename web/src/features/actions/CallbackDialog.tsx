import { useState } from 'preact/hooks';
import { serverNow } from '@/lib/clock';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { fullText } from '@/lib/i18n/times';
import { newMessageId } from '@/lib/ids';
import { ActionDialog } from './ActionDialog';
import { inZone, isZone, localInput, ownZone, presetTime } from './times';

/** Agrees when to call the customer back, by the clock of where they are. */
export function CallbackDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const [nowMs] = useState(serverNow);
  // Named once per window, so that pressing twice agrees once.
  const [messageId] = useState(newMessageId);
  const [zone, setZone] = useState(summary.callback?.zone ?? ownZone());
  const [time, setTime] = useState(() => localInput(presetTime('hour', nowMs)));
  const dueAt = isZone(zone) ? inZone(time, zone) : null;
  const isPast = dueAt !== null && dueAt.getTime() <= nowMs;
  return (
    <ActionDialog
      title={words.actions.callback}
      submit={words.save}
      hint={words.dialogs.callbackHint}
      canSubmit={dueAt !== null && !isPast}
      onSubmit={() => act(summary.id, 'callback', { messageId, dueAt: dueAt?.toISOString(), zone })}
    >
      <label class="field">
        <span>{words.dialogs.at}</span>
        <input
          data-first
          type="datetime-local"
          value={time}
          aria-invalid={isPast}
          onInput={(event) => setTime(event.currentTarget.value)}
        />
        {isPast && <small class="over">{words.dialogs.schedulePast}</small>}
      </label>
      <label class="field">
        <span>{words.dialogs.callbackZone}</span>
        <input
          list="zones"
          value={zone}
          autoComplete="off"
          aria-invalid={!isZone(zone)}
          onInput={(event) => setZone(event.currentTarget.value)}
        />
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </label>
      {dueAt && zone !== ownZone() && (
        <p class="quiet">
          {ownZone()}: {fullText(dueAt.getTime(), language)}
        </p>
      )}
    </ActionDialog>
  );
}
