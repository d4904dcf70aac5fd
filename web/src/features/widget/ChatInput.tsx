import { useRef, useState } from 'preact/hooks';
import { Icon } from '@/lib/ui/Icon';
import { isSend } from '@/lib/ui/enter';
import { useWords } from './words/words';

/** Longer than a visitor writes, shorter than the door refuses. */
const maxTextLength = 2_000;

export function ChatInput({ onSend }: { onSend: (text: string) => void }) {
  const words = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const over = text.length - maxTextLength;
  const canSend = text.trim() !== '' && over <= 0;

  function send() {
    if (!canSend) return;
    onSend(text.trim());
    setText('');
    field.current?.focus();
  }

  return (
    <div class="chat-input">
      <textarea
        ref={field}
        rows={2}
        value={text}
        aria-label={words.message}
        aria-invalid={over > 0}
        placeholder={words.placeholder}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      {over > 0 && (
        <span class="chat-trouble" role="status">
          {words.tooLong(over)}
        </span>
      )}
      <button type="button" class="primary" aria-label={words.send} disabled={!canSend} onClick={send}>
        <Icon name="send" />
      </button>
    </div>
  );
}
