import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { sendReply } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { Icon } from '@/lib/ui/Icon';
import { accountHue } from '@/lib/ui/marks';
import { readDraft, writeDraft } from './draft';
import { isSend } from '@/lib/ui/enter';

/** For a channel whose limit the session does not tell. */
const fallbackMaxTextLength = 2_000;

/** How close to the limit the count appears. */
const countFrom = 0.8;

/** One instance per conversation (give it a `key`): the draft is read when it appears and kept with each letter. */
export function Composer({ summary }: { summary: Summary }) {
  const words = useWords();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  const maxLength = useDesk(
    (state) =>
      state.session?.channels.find((channel) => channel.name === summary.channel)?.maxTextLength ?? fallbackMaxTextLength,
  );
  const [text, setText] = useState(() => readDraft(meId, summary.id));
  const field = useRef<HTMLTextAreaElement>(null);
  const left = maxLength - text.length;
  const canSend = text.trim() !== '' && left >= 0;

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);

  // Grows with its text up to the style sheet's maximum.
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  function change(next: string) {
    setText(next);
    writeDraft(meId, summary.id, next);
  }

  function send() {
    if (!canSend) return;
    sendReply(summary.id, text.trim());
    change('');
    field.current?.focus();
  }

  return (
    <div class="composer">
      <textarea
        id="reply"
        ref={field}
        rows={2}
        value={text}
        aria-label={words.reply}
        aria-invalid={left < 0}
        placeholder={words.replyPlaceholder}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-foot">
        <span class={left < 0 ? 'over' : 'quiet'} role="status">
          {left < 0 ? words.tooLong(-left) : text.length >= maxLength * countFrom ? words.left(left) : ''}
        </span>
        <button type="button" class={`primary send ${accountHue(summary.account)}`} disabled={!canSend} onClick={send}>
          <Icon name="send" />
          {words.send}
        </button>
      </div>
    </div>
  );
}
