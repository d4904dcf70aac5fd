import { useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { act } from '@/lib/desk/commands';
import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { spanText } from '@/lib/i18n/times';
import { useLoaded } from '@/lib/ui/loaded';
import { useNow } from '@/lib/ui/now';

/** What the channel still allows, counting down, and the way to send a file. */
export function ReplyBar({ summary }: { summary: Summary }) {
  const words = useWords();
  const now = useNow();
  const picker = useRef<HTMLInputElement>(null);
  const [isBringing, setBringing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // The version changes with each message either way, and the rules with it.
  const { value: rules } = useLoaded(() => api.replyRules(summary.id), `${summary.id} ${summary.version}`);

  async function send(file: File) {
    setBringing(true);
    const brought = await api.bringFile(summary.id, file);
    const failed = brought.ok
      ? await act(summary.id, 'replies', {
          messageId: newMessageId(),
          text: '',
          content: {
            type: 'attachment',
            kind: kindOf(brought.value.mime),
            file: { name: file.name, mime: '', storedAs: brought.value.id },
          },
        })
      : brought.problem;
    setProblem(failed);
    setBringing(false);
  }

  const leftMs = rules?.until ? Date.parse(rules.until) - now : null;
  return (
    <div class="reply-bar">
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={words.attach}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void send(file);
        }}
      />
      <button type="button" class="link" disabled={isBringing} onClick={() => picker.current?.click()}>
        {isBringing ? words.attaching : words.attach}
      </button>
      <span class={rules?.refusal ? 'over' : 'quiet'} role="status">
        {problem
          ? problemText(problem, words)
          : rules?.refusal
            ? problemText({ code: 'refused', status: 409, reason: rules.refusal }, words)
            : [
                leftMs !== null && leftMs > 0 ? words.windowLeft(spanText(leftMs, words)) : '',
                rules?.left != null ? words.messagesLeft(rules.left) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
      </span>
    </div>
  );
}

const kindOf = (mime: string): string => {
  const family = mime.split('/')[0];
  return family === 'image' || family === 'video' ? family : family === 'audio' ? 'voice' : 'file';
};
