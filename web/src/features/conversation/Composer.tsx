import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { say } from '@/lib/desk/commands';
import { desk, useDesk } from '@/lib/desk/desk';
import type { MessageKind } from '@/lib/desk/outbox';
import { composingChosen } from '@/lib/desk/state';
import { iType } from '@/lib/desk/typing';
import { useWords } from '@/lib/i18n/language';
import { isSend } from '@/lib/ui/enter';
import { Icon } from '@/lib/ui/Icon';
import { accountHue } from '@/lib/ui/marks';
import { readDraft, writeDraft } from './draft';
import { MentionList } from './MentionList';
import { ReplyBar } from './ReplyBar';
import { completed, mentionsIn, suggested, typedMention } from './mentions';

/** For a channel whose limit the session does not tell. */
const fallbackMaxTextLength = 2_000;

/** A note is as long as a reply of the longest channel. */
const maxNoteLength = 4_000;

/** How close to the limit the count appears. */
const countFrom = 0.8;

interface Props {
  summary: Summary;
  /** What this agent may write here, the usual one first. */
  kinds: readonly MessageKind[];
}

/** The field with a tab for each kind; a note never looks like a reply. */
export function Composer({ summary, kinds }: Props) {
  const words = useWords();
  const chosen = useDesk((state) => state.composing);
  const kind = kinds.includes(chosen) ? chosen : (kinds[0] ?? 'note');
  return (
    <div class={`composer composer-${kind}`}>
      {kinds.length > 1 && (
        <div class="composer-tabs" role="group" aria-label={words.composerLabel}>
          {kinds.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === kind}
              onClick={() => desk.update((state) => composingChosen(state, one))}
            >
              {words[one]}
            </button>
          ))}
        </div>
      )}
      <Field key={`${summary.id} ${kind}`} summary={summary} kind={kind} />
    </div>
  );
}

/** One instance per conversation and kind: the draft is read when it appears and kept with each letter. */
function Field({ summary, kind }: { summary: Summary; kind: MessageKind }) {
  const words = useWords();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  const maxLength = useDesk((state) =>
    kind === 'reply'
      ? (state.session?.channels.find((channel) => channel.name === summary.channel)?.maxTextLength ?? fallbackMaxTextLength)
      : maxNoteLength,
  );
  const agents = useDesk((state) => state.agents);
  const [text, setText] = useState(() => readDraft(meId, summary.id, kind));
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const left = maxLength - text.length;
  const canSend = text.trim() !== '' && left >= 0;
  const colleagues = [...agents.values()].filter((agent) => agent.id !== meId);
  const names = kind === 'note' && typed !== null ? suggested(colleagues, typed) : [];

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);

  // Grows with its text up to the style sheet's maximum.
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  function change(next: string, caret: number) {
    setText(next);
    if (kind === 'reply' && next !== '') iType(summary);
    writeDraft(meId, summary.id, kind, next);
    setTyped(kind === 'note' ? typedMention(next, caret) : null);
    setActive(0);
  }

  function send() {
    if (!canSend) return;
    say(kind, summary.id, text.trim(), kind === 'note' ? mentionsIn(text, colleagues) : []);
    change('', 0);
    field.current?.focus();
  }

  function choose(index: number) {
    const agent = names[index];
    if (!agent || !field.current) return;
    const done = completed(text, field.current.selectionStart, agent);
    change(done.text, done.caret);
    setTyped(null);
    field.current.focus();
    // The caret can be set only when the field shows the new text.
    requestAnimationFrame(() => field.current?.setSelectionRange(done.caret, done.caret));
  }

  /** Answers whether the key was meant for the list of names. */
  function onListKey(event: KeyboardEvent): boolean {
    if (names.length === 0 || event.isComposing) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % names.length);
    else if (event.key === 'ArrowUp') setActive((active + names.length - 1) % names.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(active);
    else if (event.key === 'Escape') setTyped(null);
    else return false;
    return true;
  }

  const placeholder =
    kind === 'reply' ? words.replyPlaceholder : kind === 'note' ? words.notePlaceholder : words.whisperPlaceholder;
  const hint = kind === 'reply' ? '' : kind === 'note' ? words.noteHint : words.whisperHint;
  return (
    <>
      {names.length > 0 && <MentionList names={names} active={active} onChoose={choose} />}
      <textarea
        id="reply"
        ref={field}
        rows={2}
        value={text}
        aria-label={words[kind]}
        aria-invalid={left < 0}
        aria-controls={names.length > 0 ? 'mentions' : undefined}
        aria-activedescendant={names.length > 0 ? `mention-${active}` : undefined}
        placeholder={placeholder}
        onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
        onKeyDown={(event) => {
          if (onListKey(event)) return event.preventDefault();
          if (event.key === 'Escape') event.currentTarget.blur();
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      {kind === 'reply' && <ReplyBar summary={summary} />}
      <div class="composer-foot">
        <span class={left < 0 ? 'over' : 'quiet'} role="status">
          {left < 0 ? words.tooLong(-left) : text.length >= maxLength * countFrom ? words.left(left) : hint}
        </span>
        <button type="button" class={`primary send ${accountHue(summary.account)}`} disabled={!canSend} onClick={send}>
          <Icon name="send" />
          {kind === 'reply' ? words.send : kind === 'note' ? words.addNote : words.sendWhisper}
        </button>
      </div>
    </>
  );
}
