import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { say } from '@/lib/desk/commands';
import { desk, useDesk } from '@/lib/desk/desk';
import { chooseDraft, draftNews, draftNewsOf, draftText, loadDrafts, readDraft, writeDraft } from '@/lib/desk/draft-sync';
import { fittingMacros, loadMacros, openMacro } from '@/lib/desk/macros';
import type { MessageKind } from '@/lib/desk/outbox';
import { filled, fittingPhrases, inserted, loadPhrases, typedShortcut, valuesFor } from '@/lib/desk/phrases';
import { composingChosen } from '@/lib/desk/state';
import { iType } from '@/lib/desk/typing';
import { iTypeAmong } from '@/lib/desk/viewers';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { dateText } from '@/lib/i18n/times';
import { useStore } from '@/lib/store';
import { isSend } from '@/lib/ui/enter';
import { Icon } from '@/lib/ui/Icon';
import { accountHue } from '@/lib/ui/marks';
import { DraftLine } from './DraftLine';
import { lengthOf } from './length';
import { SuggestionList, type Suggestion } from './SuggestionList';
import { ReplyBar } from './ReplyBar';
import { completed, mentionsIn, suggested, typedMention } from './mentions';
import { useReplyRules } from './use-reply-rules';

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

/** What the caret stands behind: the beginning of a colleague's name in a note, or of a phrase in a reply. */
interface Typed {
  kind: 'mention' | 'phrase';
  text: string;
}

function typedAt(kind: MessageKind, text: string, caret: number): Typed | null {
  const typed = kind === 'note' ? typedMention(text, caret) : kind === 'reply' ? typedShortcut(text, caret) : null;
  return typed === null ? null : { kind: kind === 'note' ? 'mention' : 'phrase', text: typed };
}

/** The field with a tab for each kind; a note never looks like a reply. */
export function Composer({ summary, kinds }: Props) {
  const words = useWords();
  const chosen = useDesk((state) => state.composing);
  const kind = kinds.includes(chosen) ? chosen : (kinds[0] ?? 'note');
  const drafts = useDesk((state) => state.drafts);
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
      <Field key={`${summary.id} ${kind} ${drafts}`} summary={summary} kind={kind} />
    </div>
  );
}

/** One instance per conversation and kind: the draft is read when it appears and kept with each letter. */
function Field({ summary, kind }: { summary: Summary; kind: MessageKind }) {
  const words = useWords();
  const language = useLanguage();
  const me = useDesk((state) => state.session?.agent);
  const meId = me?.id ?? '';
  const { rules } = useReplyRules(kind === 'reply' ? summary : null);
  const told = useDesk((state) => state.session?.channels.find((channel) => channel.name === summary.channel)?.maxTextLength);
  const maxLength = kind === 'reply' ? (rules?.maxTextLength ?? told ?? fallbackMaxTextLength) : maxNoteLength;
  const agents = useDesk((state) => state.agents);
  const phrases = useDesk((state) => state.phrases);
  const [text, setText] = useState(() => readDraft(summary.id, kind));
  const news = useStore(draftNews, (all) => draftNewsOf(all, meId, summary.id, kind));
  const macros = useDesk((state) => state.macros);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const left = maxLength - (kind === 'reply' ? lengthOf(text, rules?.textUnit) : text.length);
  const canSend = text.trim() !== '' && left >= 0;
  const colleagues = [...agents.values()].filter((agent) => agent.id !== meId);
  const found: Suggestion[] =
    typed === null
      ? []
      : typed.kind === 'mention'
        ? suggested(colleagues, typed.text).map((agent) => ({ id: agent.id, name: agent.name, dot: agent.presence }))
        : [
            ...fittingPhrases(phrases ?? [], typed.text).map((phrase) => ({
              id: phrase.id,
              name: `/${phrase.shortcut}`,
              hint: phrase.title || phrase.text,
            })),
            ...fittingMacros(macros ?? [], typed.text).map((macro) => ({
              id: macro.id,
              name: `/${macro.shortcut}`,
              hint: `${words.macro} · ${macro.title}`,
            })),
          ];

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);

  const isPhrase = typed?.kind === 'phrase';
  useEffect(() => {
    if (isPhrase && phrases === null) void loadPhrases();
    if (isPhrase && macros === null) void loadMacros();
  }, [isPhrase, phrases, macros]);

  // Another of one's devices may have more of it.
  useEffect(() => void loadDrafts(summary.id), [summary.id]);
  useLayoutEffect(() => {
    if (news && !news.isAsked) setText(draftText(summary.id, kind));
  }, [news]);

  // Grows with its text up to the style sheet's maximum.
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  function change(next: string, caret: number) {
    setText(next);
    if (kind === 'reply' && next !== '') iType(summary);
    if (next !== '') iTypeAmong(summary.id);
    writeDraft(summary.id, kind, next);
    setTyped(typedAt(kind, next, caret));
    setActive(0);
  }

  function send() {
    if (!canSend) return;
    say(kind, summary.id, text.trim(), kind === 'note' ? { mentions: mentionsIn(text, colleagues) } : {});
    change('', 0);
    field.current?.focus();
  }

  /** Puts text where the caret is, as if it were typed. */
  function put({ text: next, caret }: { text: string; caret: number }) {
    change(next, caret);
    setTyped(null);
    field.current?.focus();
    // The caret can be set only when the field shows the new text.
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  }

  /** As if the slash had been typed: the list of phrases opens. */
  function askForPhrases() {
    const caret = field.current?.selectionStart ?? text.length;
    const slash = /(^|\s)$/u.test(text.slice(0, caret)) ? '/' : ' /';
    const next = text.slice(0, caret) + slash + text.slice(caret);
    put({ text: next, caret: caret + slash.length });
    setTyped({ kind: 'phrase', text: '' });
  }

  const insert = (piece: string) => {
    const caret = field.current?.selectionStart ?? text.length;
    put({ text: text.slice(0, caret) + piece + text.slice(caret), caret: caret + piece.length });
  };

  function choose(index: number) {
    const id = found[index]?.id;
    const caret = field.current?.selectionStart ?? text.length;
    const agent = typed?.kind === 'mention' ? colleagues.find((one) => one.id === id) : undefined;
    const phrase = typed?.kind === 'phrase' ? phrases?.find((one) => one.id === id) : undefined;
    if (agent) put(completed(text, caret, agent));
    const macro = typed?.kind === 'phrase' ? macros?.find((one) => one.id === id) : undefined;
    if (macro) {
      // What was typed to find it is no part of the reply.
      put(inserted(text, caret, ''));
      openMacro(macro, summary);
    }
    if (phrase)
      put(inserted(text, caret, filled(phrase.text, valuesFor(summary, me?.name ?? '', dateText(Date.now(), language)))));
  }

  /** Answers whether the key was meant for the list of names. */
  function onListKey(event: KeyboardEvent): boolean {
    if (found.length === 0 || event.isComposing) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((active + found.length - 1) % found.length);
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
      {found.length > 0 && (
        <SuggestionList
          label={typed?.kind === 'phrase' ? words.phrasesLabel : words.mentionLabel}
          found={found}
          active={active}
          onChoose={choose}
        />
      )}
      {news && (
        <DraftLine
          news={news}
          onChoose={(choice) => {
            chooseDraft(summary.id, kind, choice);
            setText(draftText(summary.id, kind));
            field.current?.focus();
          }}
        />
      )}
      <textarea
        id="reply"
        ref={field}
        rows={2}
        value={text}
        aria-label={words[kind]}
        aria-invalid={left < 0}
        aria-controls={found.length > 0 ? 'mentions' : undefined}
        aria-activedescendant={found.length > 0 ? `mention-${active}` : undefined}
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
      {kind === 'reply' && <ReplyBar summary={summary} rules={rules} onInsert={insert} onPhrases={askForPhrases} />}
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
