import { useState } from 'preact/hooks';
import { serverNow } from '@/lib/clock';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { shortText } from '@/lib/i18n/times';
import { newMessageId } from '@/lib/ids';
import { ActionDialog } from './ActionDialog';
import { localInput, presetTime, readLocalInput } from './times';

const farthestMs = 30 * 86_400_000;
const maxTextLength = 2_000;

/** Writes a message now that is sent later, and lists what is waiting to be sent. */
export function ScheduleDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const { dialogs } = words;
  const [nowMs] = useState(serverNow);
  // Named once per window: a second try of the same message is the same message.
  const [messageId] = useState(newMessageId);
  const [text, setText] = useState('');
  const [time, setTime] = useState(() => localInput(presetTime('tomorrow', nowMs)));
  const at = readLocalInput(time);
  const fault =
    at === null
      ? null
      : at.getTime() <= nowMs
        ? dialogs.schedulePast
        : at.getTime() > nowMs + farthestMs
          ? dialogs.scheduleFar
          : null;

  return (
    <ActionDialog
      title={words.actions.schedule}
      submit={words.save}
      canSubmit={text.trim() !== '' && at !== null && fault === null}
      onSubmit={() => act(summary.id, 'scheduled', { messageId, text: text.trim(), at: at?.toISOString() })}
    >
      <label class="field">
        <span>{dialogs.scheduleText}</span>
        <textarea
          data-first
          rows={3}
          maxLength={maxTextLength}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{dialogs.scheduleAt}</span>
        <input
          type="datetime-local"
          value={time}
          aria-invalid={fault !== null}
          onInput={(event) => setTime(event.currentTarget.value)}
        />
        {fault && <small class="over">{fault}</small>}
      </label>
      <Waiting summary={summary} />
    </ActionDialog>
  );
}

function Waiting({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const scheduled = summary.scheduled ?? [];
  return (
    <section class="scheduled" aria-label={words.scheduledMessages}>
      <h3>{words.scheduledMessages}</h3>
      {scheduled.length === 0 && <p class="quiet">{words.dialogs.scheduledNone}</p>}
      <ol>
        {scheduled.map((message) => (
          <li key={message.messageId}>
            <time dateTime={message.at}>{shortText(message.at, language)}</time>
            <span class="scheduled-text">{message.text}</span>
            <button
              type="button"
              class="small"
              onClick={() => void act(summary.id, 'scheduled/cancel', { messageId: message.messageId })}
            >
              {words.cancel}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
