import { useState } from 'preact/hooks';
import type { MacroAction, Phrase } from '@/lib/contract-work';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { usePhrasesWords } from './words/words';

interface Props {
  action: MacroAction;
  phrases: readonly Phrase[];
  onChange: (action: MacroAction) => void;
}

const mostPoints = 1_000;
const snoozeMinutes = [15, 60, 240, 1_440, 4_320, 10_080] as const;
const reasons = ['resolved', 'customerGone', 'spam'] as const;

/** What an action needs to be told. */
export function MacroActionFields({ action, phrases, onChange }: Props) {
  const words = useWords();
  const text = usePhrasesWords();
  const queues = useDesk((state) => state.session?.queues ?? []);
  switch (action.type) {
    case 'reply':
      return (
        <select
          aria-label={text.phrase}
          value={action.phrase}
          onChange={(event) => onChange({ ...action, phrase: event.currentTarget.value })}
        >
          <option value="">{text.choosePhrase}</option>
          {phrases.map((phrase) => (
            <option key={phrase.id} value={phrase.id}>
              /{phrase.shortcut} {phrase.title}
            </option>
          ))}
        </select>
      );
    case 'label':
      return (
        <>
          <LabelField label={text.labelsAdd} labels={action.add} onChange={(add) => onChange({ ...action, add })} />
          <LabelField label={text.labelsRemove} labels={action.remove} onChange={(remove) => onChange({ ...action, remove })} />
        </>
      );
    case 'priority':
      return (
        <input
          type="number"
          step={1}
          min={-mostPoints}
          max={mostPoints}
          aria-label={words.dialogs.points}
          value={action.points}
          onInput={(event) => onChange({ ...action, points: event.currentTarget.valueAsNumber })}
        />
      );
    case 'snooze':
      return (
        <select
          aria-label={text.kinds.snooze}
          value={action.minutes ?? ''}
          onChange={(event) =>
            onChange({ ...action, minutes: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })
          }
        >
          <option value="">{text.untilCustomer}</option>
          {snoozeMinutes.map((minutes) => (
            <option key={minutes} value={minutes}>
              {text.minutes(minutes)}
            </option>
          ))}
        </select>
      );
    case 'transfer':
      return (
        <select
          aria-label={words.queue}
          value={action.queue}
          onChange={(event) => onChange({ ...action, queue: event.currentTarget.value })}
        >
          <option value="">{text.chooseQueue}</option>
          {queues.map((queue) => (
            <option key={queue.id} value={queue.id}>
              {queue.name}
            </option>
          ))}
        </select>
      );
    case 'close':
      return (
        <select
          aria-label={words.endAs}
          value={action.reason}
          onChange={(event) =>
            onChange({ ...action, reason: reasons.find((one) => one === event.currentTarget.value) ?? 'resolved' })
          }
        >
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {words.closeReasons[reason]}
            </option>
          ))}
        </select>
      );
  }
}

/** Typed with commas between them; what is typed stays as it is while one types. */
function LabelField({ label, labels, onChange }: { label: string; labels: string[]; onChange: (labels: string[]) => void }) {
  const [typed, setTyped] = useState(labels.join(', '));
  return (
    <input
      aria-label={label}
      placeholder={label}
      value={typed}
      onInput={(event) => {
        setTyped(event.currentTarget.value);
        onChange([
          ...new Set(
            event.currentTarget.value
              .split(/[,，、]/)
              .map((one) => one.trim())
              .filter(Boolean),
          ),
        ]);
      }}
    />
  );
}
