import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { shortText, timeText } from '@/lib/i18n/times';
import { useStore } from '@/lib/store';
import type { Chat } from './chat';
import { ChatInput } from './ChatInput';
import type { WidgetMessage } from './contract';
import { Doors } from './Doors';
import { RatingForm } from './RatingForm';
import type { OutgoingMessage } from './state';
import { statusText } from './waiting';
import { switchLanguage, useLanguage, useWords } from './words/words';

export function ChatPage({ chat }: { chat: Chat }) {
  const words = useWords();
  const language = useLanguage();
  const { messages, outbox, phase, reachable } = useStore(chat.store, (state) => state);
  // Each question is answered or put off once; a later one is another question.
  const [answered, setAnswered] = useState<'no' | 'rated' | 'later'>('no');
  const isAsked = Boolean(phase.rating);
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [messages.length, outbox.length, isAsked]);

  const ask = answered === 'no' ? phase.rating : null;
  return (
    <main class="chat">
      <header class="chat-head">
        <h1>{words.title}</h1>
        <button type="button" class="plain" onClick={() => void switchLanguage()}>
          {words.language}
        </button>
        <p role="status" class={reachable ? undefined : 'chat-trouble'}>
          {reachable ? statusText(phase, (iso) => shortText(iso, language), words) : words.unreachable}
        </p>
      </header>
      <Doors chat={chat} state={phase} />
      <div class="chat-log" role="log" aria-label={words.log} tabIndex={0} ref={log}>
        <ol>
          {messages.map((message) => (
            <Shown key={message.cursor} message={message} />
          ))}
          {outbox.map((message) => (
            <Outgoing key={message.id} message={message} onRetry={chat.retry} />
          ))}
        </ol>
        {ask && <RatingForm chat={chat} ask={ask} onDone={(rated) => setAnswered(rated ? 'rated' : 'later')} />}
        {answered === 'rated' && (
          <p class="chat-thanks" role="status">
            {words.rated}
          </p>
        )}
      </div>
      <ChatInput
        onSend={(text) => {
          setAnswered('no');
          chat.say(text);
        }}
      />
    </main>
  );
}

function Shown({ message }: { message: WidgetMessage }) {
  const words = useWords();
  const language = useLanguage();
  const isMachine = message.mark === 'machine';
  return (
    <li class={`says says-${message.from === 'customer' ? 'customer' : 'agent'}${isMachine ? ' says-machine' : ''}`}>
      {(message.recalled || message.text) && (
        <p class={`says-text${message.recalled ? ' quiet' : ''}`}>{message.recalled ? words.recalled : message.text}</p>
      )}
      {message.file && !message.recalled && (
        <p class="says-text">
          <a href={message.file.address} download={message.file.name} rel="noopener">
            {message.file.name}
          </a>
        </p>
      )}
      <p class="says-foot">
        {isMachine ? (
          <span class="machine" title={words.machineHint}>
            {words.machine}
          </span>
        ) : (
          message.from !== 'customer' && <span>{message.agentName ?? words.agent}</span>
        )}
        <time dateTime={message.at}>{timeText(message.at, language)}</time>
      </p>
    </li>
  );
}

function Outgoing({ message, onRetry }: { message: OutgoingMessage; onRetry: () => void }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <li class="says says-customer">
      <p class="says-text">{message.text}</p>
      <p class="says-foot">
        {message.state === 'failed' ? (
          <>
            <span class="chat-trouble" role="alert">
              {words.failed}
            </span>
            <button type="button" class="link" onClick={onRetry}>
              {words.retry}
            </button>
          </>
        ) : (
          message.state === 'sending' && <span>{words.sending}</span>
        )}
        <time dateTime={message.sentAt}>{timeText(message.sentAt, language)}</time>
      </p>
    </li>
  );
}
