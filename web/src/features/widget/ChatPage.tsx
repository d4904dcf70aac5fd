import { useLayoutEffect, useRef } from 'preact/hooks';
import { timeText } from '@/lib/i18n/times';
import { useStore } from '@/lib/store';
import type { Chat } from './chat';
import { ChatInput } from './ChatInput';
import type { WidgetMessage, WidgetPhase } from './contract';
import type { OutgoingMessage } from './state';
import { switchLanguage, useLanguage, useWords } from './words/words';
import type { WidgetWords } from './words/zh';

export function ChatPage({ chat }: { chat: Chat }) {
  const words = useWords();
  const { messages, outbox, phase, reachable } = useStore(chat.store, (state) => state);
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [messages.length, outbox.length]);

  return (
    <main class="chat">
      <header class="chat-head">
        <h1>{words.title}</h1>
        <button type="button" class="plain" onClick={() => void switchLanguage()}>
          {words.language}
        </button>
        <p role="status" class={reachable ? undefined : 'chat-trouble'}>
          {reachable ? phaseText(phase, words) : words.unreachable}
        </p>
      </header>
      <div class="chat-log" role="log" aria-label={words.log} tabIndex={0} ref={log}>
        <ol>
          {messages.map((message) => (
            <Shown key={message.cursor} message={message} />
          ))}
          {outbox.map((message) => (
            <Outgoing key={message.id} message={message} onRetry={chat.retry} />
          ))}
        </ol>
      </div>
      <ChatInput onSend={chat.say} />
    </main>
  );
}

function phaseText({ phase, agentName }: WidgetPhase, words: WidgetWords): string {
  switch (phase) {
    case 'waiting':
    case 'offered':
      return words.waiting;
    case 'serving':
      return agentName ? words.serving(agentName) : words.servingUnnamed;
    case 'closed':
      return words.closed;
    default:
      return words.none;
  }
}

function Shown({ message }: { message: WidgetMessage }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <li class={`says says-${message.from}`}>
      <p class="says-text">{message.text}</p>
      <p class="says-foot">
        {message.from === 'agent' && <span>{message.agentName ?? words.agent}</span>}
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
