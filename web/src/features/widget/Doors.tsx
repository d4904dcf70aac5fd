import { useState } from 'preact/hooks';
import type { Chat } from './chat';
import type { WidgetPhase } from './contract';
import { CallbackForm } from './CallbackForm';
import { doorsOf } from './doors';
import { problemText } from './problems';
import { useWords } from './words/words';

type Asking = 'leave' | 'callback' | null;

/** The ways out of waiting, always in sight: a person, a callback, or to give up. */
export function Doors({ chat, state }: { chat: Chat; state: WidgetPhase }) {
  const words = useWords();
  const [asking, setAsking] = useState<Asking>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const doors = doorsOf(state);

  async function act(action: string, body?: Record<string, unknown>): Promise<void> {
    const problem = await chat.act(action, body);
    setTrouble(problem && problemText(problem, words));
    if (!problem) setAsking(null);
  }

  if (!Object.values(doors).some(Boolean)) return null;
  return (
    <div class="doors">
      <div class="doors-row">
        {doors.person && (
          <button type="button" onClick={() => void act('person')}>
            {words.person}
          </button>
        )}
        {doors.callback && (
          <button
            type="button"
            aria-expanded={asking === 'callback'}
            onClick={() => setAsking(asking === 'callback' ? null : 'callback')}
          >
            {words.callback}
          </button>
        )}
        {doors.cancelCallback && (
          <button type="button" onClick={() => void act('callback/cancel')}>
            {words.callbackCancel}
          </button>
        )}
        {doors.leave && (
          <button type="button" aria-expanded={asking === 'leave'} onClick={() => setAsking(asking === 'leave' ? null : 'leave')}>
            {words.leave}
          </button>
        )}
      </div>
      {asking === 'leave' && doors.leave && (
        <div class="doors-ask">
          <span>{words.leaveSure}</span>
          <button type="button" onClick={() => setAsking(null)}>
            {words.no}
          </button>
          <button type="button" class="primary" onClick={() => void act('leave')}>
            {words.yes}
          </button>
        </div>
      )}
      {asking === 'callback' && doors.callback && <CallbackForm onSend={(body) => act('callback', body)} />}
      {trouble && (
        <p class="chat-trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
