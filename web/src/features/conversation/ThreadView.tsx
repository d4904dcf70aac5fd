import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { serverNow } from '@/lib/clock';
import type { Seat } from '@/lib/desk/actions';
import { useDesk } from '@/lib/desk/desk';
import { show } from '@/lib/desk/navigation';
import { useSeat } from '@/lib/desk/seat';
import { loadEarlier } from '@/lib/desk/sync';
import { deliveries, firstSeq, lastSeq, noThread, recalledIds, type DeliveryState, type Thread } from '@/lib/desk/thread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/speech';
import { fullText, timeText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { Empty } from '@/lib/ui/Empty';
import { AnnouncedBubble, CustomerBubble, NoteBubble, OutgoingBubble, ReplyBubble } from './Bubbles';
import { Moved } from './Moved';
import { linesOf, type EventLine, type Message } from './lines';

/** Earlier entries are asked for this many pixels before the top is reached. */
const loadAheadPixels = 300;

/** Closer to the end than this counts as reading the end: new messages then scroll along. */
const nearEndPixels = 80;

/** One instance per conversation: give it a `key`. */
export function ThreadView({ id }: { id: string }) {
  const words = useWords();
  const language = useLanguage();
  const thread = useDesk((state) => state.threads.get(id)) ?? noThread;
  const failed = useDesk((state) => state.threadsFailed.has(id));
  const outbox = useDesk((state) => state.outbox);
  const seat = useSeat();
  const pending = outbox.filter((reply) => reply.conversationId === id);
  const [behind, setBehind] = useState(false);

  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ first: 0, height: 0 });

  const more = useCallback(() => void loadEarlier(id), [id]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPixels;
    if (atEnd.current) setBehind(false);
    if (element.scrollTop < loadAheadPixels) more();
  }, [more]);

  // What the agent reads stays where it is: the end follows new messages, and earlier ones grow upwards.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const grewAbove = before.current.first > firstSeq(thread);
    if (grewAbove) element.scrollTop += element.scrollHeight - before.current.height;
    else if (atEnd.current) element.scrollTop = element.scrollHeight;
    else if (before.current.first > 0) setBehind(true);
    before.current = { first: firstSeq(thread), height: element.scrollHeight };
  }, [firstSeq(thread), lastSeq(thread)]);

  useLayoutEffect(() => {
    if (scroller.current && pending.length > 0) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [pending.length]);

  // A view that became lower (a banner came, the reply field grew) still shows the end.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // A first page that does not fill the view can never be scrolled, so the next one is asked for at once.
  useEffect(() => {
    if (thread.entries.length > 0 && thread.hasEarlier) onScroll();
  }, [thread, onScroll]);

  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  // The same elements again make rendering skip them: a reply just typed appears without looking at the six hundred before it.
  const recorded = useMemo(() => rows(thread, seat, language, words), [thread, seat.meId, seat.isSupervisor, language, words]);

  return (
    <div class="thread-frame">
      <div class="thread" ref={scroller} onScroll={onScroll} role="log" aria-label={words.conversationLabel} tabIndex={0}>
        {failed && (
          <Empty title={words.threadFailed}>
            <button type="button" onClick={more}>
              {words.tryAgain}
            </button>
          </Empty>
        )}
        {thread.hasEarlier && !failed && <p class="event">{words.loading}</p>}
        <ol>
          {recorded}
          {pending.map((reply) => (
            <OutgoingBubble key={reply.messageId} reply={reply} />
          ))}
        </ol>
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          {words.newMessages} ↓
        </button>
      )}
    </div>
  );
}

function rows(thread: Thread, { meId, isSupervisor }: Seat, language: Language, words: Dictionary) {
  const states = deliveries(thread);
  const recalled = recalledIds(thread.entries);
  return linesOf(thread.entries, serverNow(), language, words).map((line) => {
    switch (line.kind) {
      case 'day':
        return (
          <li key={line.key} class="day">
            {line.text}
          </li>
        );
      case 'event':
        return <EventRow key={line.key} line={line} />;
      case 'fold':
        return <Fold key={line.key} lines={line.lines} />;
      case 'moved':
        return <Moved key={line.key} to={line.to} messages={line.messages} />;
      case 'message':
        return (
          <MessageRow
            key={line.key}
            entry={line.entry}
            showChannel={line.showChannel}
            delivery={'messageId' in line.entry ? states.get(line.entry.messageId) : undefined}
            isRecalled={'messageId' in line.entry && recalled.has(line.entry.messageId)}
            meId={meId}
            isSupervisor={isSupervisor}
          />
        );
    }
  });
}

interface MessageProps {
  entry: Message;
  /** The channel is marked where it changes only. */
  showChannel: boolean;
  delivery: DeliveryState | undefined;
  isRecalled: boolean;
  meId: string;
  isSupervisor: boolean;
}

function MessageRow({ entry, showChannel, delivery, isRecalled, meId, isSupervisor }: MessageProps) {
  switch (entry.type) {
    case 'customerMessage':
      return <CustomerBubble entry={entry} showChannel={showChannel} />;
    case 'reply':
      return (
        <ReplyBubble
          entry={entry}
          delivery={delivery ?? { status: entry.delivery, reason: entry.deliveryReason }}
          isMine={entry.agent.id === meId}
          isRecalled={isRecalled}
          canRecall={isSupervisor || entry.agent.id === meId}
        />
      );
    case 'announced':
      return <AnnouncedBubble entry={entry} delivery={delivery} />;
    case 'noteAdded':
      return <NoteBubble by={entry.by.id === meId ? null : entry.by.name} text={entry.text} at={entry.at} kind="note" />;
    case 'whispered':
      return <NoteBubble by={entry.by.id === meId ? null : entry.by.name} text={entry.text ?? ''} at={entry.at} kind="whisper" />;
  }
}

function EventRow({ line }: { line: EventLine }) {
  const words = useWords();
  const language = useLanguage();
  const { to } = line;
  return (
    <li class={`event event-${line.type}`}>
      {line.text}{' '}
      {to && (
        <button type="button" class="link" onClick={() => show(to)}>
          {words.openOther}
        </button>
      )}{' '}
      <time title={fullText(line.at, language)}>{timeText(line.at, language)}</time>
    </li>
  );
}

function Fold({ lines }: { lines: readonly EventLine[] }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <li class="event">
        <button type="button" class="link fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.events.less : words.events.more(lines.length)}
        </button>
      </li>
      {isOpen && lines.map((line) => <EventRow key={line.key} line={line} />)}
    </>
  );
}
