import { useRef, useState } from 'preact/hooks';
import type { ReplyRules, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { letAllGo, say } from '@/lib/desk/commands';
import { perform } from '@/lib/desk/perform';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { spanText } from '@/lib/i18n/times';
import { Icon, type IconName } from '@/lib/ui/Icon';
import { useNow } from '@/lib/ui/now';
import { EmojiPicker } from './EmojiPicker';
import { UndoChoice } from './UndoChoice';

interface Props {
  summary: Summary;
  rules: ReplyRules | null;
  /** Puts something where the caret is. */
  onInsert: (piece: string) => void;
  onPhrases: () => void;
}

/** What can be put into a reply or sent in its place, and what the channel still allows, counting down. */
export function ReplyBar({ summary, rules, onInsert, onPhrases }: Props) {
  const words = useWords();
  const now = useNow();
  const picker = useRef<HTMLInputElement>(null);
  const [isBringing, setBringing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(file: File) {
    setBringing(true);
    await letAllGo(summary.id);
    const brought = await api.bringFile(summary.id, file);
    setProblem(brought.ok ? null : brought.problem);
    setBringing(false);
    if (!brought.ok) return;
    const { id, mime } = brought.value;
    const kept = { name: file.name, mime, storedAs: id, sizeBytes: file.size };
    say('reply', summary.id, '', { content: { type: 'attachment', kind: kindOf(mime), file: kept } });
  }

  const leftMs = rules?.until ? Date.parse(rules.until) - now : null;
  const isShort = (leftMs !== null && leftMs < shortMs) || (rules?.left != null && rules.left <= 1);
  const status = problem
    ? problemText(problem, words)
    : rules?.refusal
      ? problemText({ code: 'refused', status: 409, reason: rules.refusal }, words)
      : [
          leftMs !== null && leftMs > 0 ? words.windowLeft(spanText(leftMs, words)) : '',
          rules?.left != null ? words.messagesLeft(rules.left) : '',
        ]
          .filter(Boolean)
          .join(' · ');
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
      <div class="reply-tools" role="group" aria-label={words.replyTools}>
        <Tool
          icon="clip"
          label={isBringing ? words.attaching : words.attach}
          isDisabled={isBringing}
          onPress={() => picker.current?.click()}
        />
        <EmojiPicker onChoose={onInsert} />
        <Tool icon="phrase" label={words.phrasesLabel} keys="/" onPress={onPhrases} />
        <Tool
          icon="card"
          label={words.actions.content.replace('…', '')}
          keys="Alt + M"
          onPress={() => perform('content', summary)}
        />
        <Tool
          icon="clock"
          label={words.actions.schedule.replace('…', '')}
          keys="Alt + S"
          onPress={() => perform('schedule', summary)}
        />
      </div>
      <span class={problem || rules?.refusal ? 'over' : isShort ? 'short' : 'quiet'} role="status">
        {status}
      </span>
      <span class="spring" />
      <UndoChoice />
    </div>
  );
}

/** From here on the window is shown as closing. */
const shortMs = 3_600_000;

interface ToolProps {
  icon: IconName;
  label: string;
  keys?: string;
  isDisabled?: boolean;
  onPress: () => void;
}

const Tool = ({ icon, label, keys, isDisabled = false, onPress }: ToolProps) => (
  <button
    type="button"
    class="plain"
    aria-label={label}
    title={keys ? `${label} (${keys})` : label}
    disabled={isDisabled}
    onClick={onPress}
  >
    <Icon name={icon} />
  </button>
);

const kindOf = (mime: string): string => {
  const family = mime.split('/')[0];
  return family === 'image' || family === 'video' ? family : family === 'audio' ? 'voice' : 'file';
};
