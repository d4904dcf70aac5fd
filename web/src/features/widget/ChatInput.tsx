import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '@/lib/ui/Icon';
import { isSend } from '@/lib/ui/enter';
import { useWords } from './words/words';

/** Longer than a visitor writes, shorter than the door refuses. */
const maxTextLength = 2_000;

interface Props {
  onSend: (text: string) => void;
  onTyping: (text: string) => void;
  onFile: (file: File) => void;
  /** A file is on its way. */
  isBusy: boolean;
}

export function ChatInput({ onSend, onTyping, onFile, isBusy }: Props) {
  const words = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const over = text.length - maxTextLength;
  const canSend = text.trim() !== '' && over <= 0;

  // Whoever opens the chat wants to write; the frame is given the focus, and hands it on.
  useEffect(() => {
    const onFocus = () => field.current?.focus();
    if (document.hasFocus()) onFocus();
    addEventListener('focus', onFocus);
    return () => removeEventListener('focus', onFocus);
  }, []);

  function send() {
    if (!canSend) return;
    onSend(text.trim());
    setText('');
    field.current?.focus();
  }

  function take(files: FileList | undefined | null) {
    for (const file of files ?? []) onFile(file);
  }

  return (
    <div class="chat-input">
      <input
        ref={picker}
        type="file"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <button
        type="button"
        class="plain"
        aria-label={words.attach}
        title={words.attach}
        disabled={isBusy}
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <textarea
        ref={field}
        rows={2}
        value={text}
        aria-label={words.message}
        aria-invalid={over > 0}
        placeholder={words.placeholder}
        onInput={(event) => {
          setText(event.currentTarget.value);
          onTyping(event.currentTarget.value);
        }}
        onPaste={(event) => {
          const files = event.clipboardData?.files;
          if (!files?.length) return;
          event.preventDefault();
          take(files);
        }}
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
