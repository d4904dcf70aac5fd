import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { newMessageId } from '@/lib/ids';
import { useWords } from './words/words';

/** When to call back, by the visitor's own clock, whose zone the browser knows. */
export function CallbackForm({ onSend }: { onSend: (body: Record<string, unknown>) => Promise<void> }) {
  const words = useWords();
  // Named once per form, so that pressing twice asks once.
  const [messageId] = useState(newMessageId);
  const [when, setWhen] = useState<'soon' | 'later'>('soon');
  const [time, setTime] = useState('');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const dueAt = time === '' ? null : new Date(time);
  const canSend = when === 'soon' || (dueAt !== null && !Number.isNaN(dueAt.getTime()) && dueAt.getTime() > Date.now());

  function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (canSend) void onSend({ messageId, zone, ...(when === 'later' && dueAt && { dueAt: dueAt.toISOString() }) });
  }

  return (
    <form class="doors-form" onSubmit={send}>
      <fieldset>
        <legend>{words.callbackTitle}</legend>
        <label>
          <input type="radio" name="when" checked={when === 'soon'} onChange={() => setWhen('soon')} /> {words.callbackSoon}
        </label>
        <label>
          <input type="radio" name="when" checked={when === 'later'} onChange={() => setWhen('later')} /> {words.callbackLater}
        </label>
        {when === 'later' && (
          <input
            type="datetime-local"
            aria-label={words.callbackLater}
            value={time}
            onInput={(event) => setTime(event.currentTarget.value)}
          />
        )}
      </fieldset>
      <div class="doors-ask">
        <span class="quiet">{words.callbackZone(zone)}</span>
        <button type="submit" class="primary" disabled={!canSend}>
          {words.confirm}
        </button>
      </div>
    </form>
  );
}
