import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '@/lib/http';
import { shortText } from '@/lib/i18n/times';
import { useStore } from '@/lib/store';
import { Icon } from '@/lib/ui/Icon';
import type { Chat } from './chat';
import { ChatInput } from './ChatInput';
import { Doors } from './Doors';
import { Outgoing, Shown, Subject } from './Messages';
import { problemText } from './problems';
import { RatingForm } from './RatingForm';
import { StartForm } from './StartForm';
import { statusText } from './waiting';
import { switchLanguage, useLanguage, useWords } from './words/words';

/** Where the account names no fields of its own, this is what it takes to be reached. */
const offlineFields = [
  { name: 'name', needed: false },
  { name: 'email', needed: true },
];

export function ChatPage({ chat, isKnown }: { chat: Chat; isKnown: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const { messages, outbox, phase, reachable, typing, about, greeting } = useStore(chat.store, (state) => state);
  // Each question is answered or put off once; a later one is another question.
  const [answered, setAnswered] = useState<'no' | 'rated' | 'later'>('no');
  const [bringing, setBringing] = useState(false);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const isAsked = Boolean(phase.rating);
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [messages.length, outbox.length, isAsked, typing]);
  useEffect(() => {
    if (!chat.close) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && chat.close?.();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [chat]);

  async function bring(file: File) {
    setBringing(true);
    setTrouble(await chat.sendFile(file));
    setBringing(false);
  }

  const isNew = phase.phase === 'none' && messages.length === 0 && outbox.length === 0;
  const isLeaving = isNew && !chat.isOpen && chat.look.offlineForm;
  const fields = isLeaving && chat.look.form.length === 0 ? offlineFields : chat.look.form;
  const hasForm = isNew && (isLeaving || (fields.length > 0 && !isKnown));
  const lastSaid = messages.findLastIndex((message) => message.from === 'customer');
  const ask = answered === 'no' ? phase.rating : null;
  const closed = chat.opensAt ? words.closedUntil(shortText(chat.opensAt, language)) : words.closedNow;
  return (
    <main class="chat">
      <header class="chat-head">
        <h1>{words.title}</h1>
        <span class="chat-tools">
          <button type="button" class="plain" onClick={() => void switchLanguage()}>
            {words.language}
          </button>
          {chat.close && (
            <button type="button" class="plain" aria-label={words.close} title={words.close} onClick={chat.close}>
              <Icon name="close" />
            </button>
          )}
        </span>
        <p role="status" class={reachable ? undefined : 'chat-trouble'}>
          {!reachable
            ? words.unreachable
            : isNew && !chat.isOpen
              ? closed
              : statusText(phase, (iso) => shortText(iso, language), words)}
        </p>
      </header>
      <Doors chat={chat} state={phase} />
      <div class="chat-log" role="log" aria-label={words.log} tabIndex={0} ref={log}>
        {greeting && messages.length === 0 && (
          <p class="says says-agent">
            <span class="says-text">{greeting}</span>
          </p>
        )}
        <ol>
          {messages.map((message, index) => (
            <Shown
              key={message.cursor}
              message={message}
              canChoose={index > lastSaid && outbox.length === 0}
              onChoose={(choice, title) => chat.say(title, { choice })}
            />
          ))}
          {outbox.map((message) => (
            <Outgoing key={message.id} message={message} onRetry={chat.retry} />
          ))}
        </ol>
        {typing !== null && (
          <p class="typing quiet" role="status">
            {words.typing(typing)}
          </p>
        )}
        {hasForm && (
          <StartForm
            fields={fields}
            title={isLeaving ? words.leaveMessage : words.beforeChat}
            hint={isLeaving ? closed : null}
            onStart={(text, form) => chat.say(text, { form })}
          />
        )}
        {ask && <RatingForm chat={chat} ask={ask} onDone={(rated) => setAnswered(rated ? 'rated' : 'later')} />}
        {answered === 'rated' && (
          <p class="chat-thanks" role="status">
            {words.rated}
          </p>
        )}
      </div>
      {about && (
        <div class="about">
          <span class="quiet">{words.about}</span>
          <Subject title={about.title} price={about.price} />
          <button type="button" class="plain" aria-label={words.dropAbout} title={words.dropAbout} onClick={chat.dropAbout}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {trouble && (
        <p class="chat-trouble chat-note" role="alert">
          {problemText(trouble, words)}
        </p>
      )}
      {!hasForm && (
        <ChatInput
          isBusy={bringing}
          onFile={(file) => void bring(file)}
          onTyping={chat.typing}
          onSend={(text) => {
            setAnswered('no');
            setTrouble(null);
            chat.say(text);
          }}
        />
      )}
    </main>
  );
}
