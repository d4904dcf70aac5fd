import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { serverNow } from '@/lib/clock';
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
import { chunksOf, type Chunk, type Row } from './chunks';
import { linesOf, type EventLine, type Message } from './lines';
import { letRest, wake } from './resting';

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

  // A view that became lower (a banner came, the reply field grew) still shows the end; in one of another width every line breaks anew.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth !== width) {
        width = element.clientWidth;
        wake(element);
        letRest(element);
      }
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

  const drawn = useRef<readonly Chunk[]>([]);
  const chunks = useMemo(
    () => (drawn.current = chunksOf(rowsOf(thread, language, words), drawn.current)),
    [thread, language, words],
  );
  // The same elements again make rendering skip them: a reply just typed appears without looking at the thousands before it.
  const recorded = useMemo(
    () => chunks.map((chunk) => <ChunkView key={chunk.key} chunk={chunk} meId={seat.meId} isSupervisor={seat.isSupervisor} />),
    [chunks, seat.meId, seat.isSupervisor],
  );
  useLayoutEffect(() => {
    if (scroller.current) letRest(scroller.current);
  }, [recorded]);

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
        {recorded}
        {pending.length > 0 && (
          <ol class="pending">
            {pending.map((reply) => (
              <OutgoingBubble key={reply.messageId} reply={reply} />
            ))}
          </ol>
        )}
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          {words.newMessages} ↓
        </button>
      )}
    </div>
  );
}

function rowsOf(thread: Thread, language: Language, words: Dictionary): Row[] {
  const states = deliveries(thread);
  const recalled = recalledIds(thread.entries);
  return linesOf(thread.entries, serverNow(), language, words).map((line) => {
    const messageId = line.kind === 'message' && 'messageId' in line.entry ? line.entry.messageId : null;
    return {
      line,
      delivery: messageId === null ? undefined : states.get(messageId),
      isRecalled: messageId !== null && recalled.has(messageId),
    };
  });
}

interface ChunkProps {
  chunk: Chunk;
  meId: string;
  isSupervisor: boolean;
}

function ChunkView({ chunk, meId, isSupervisor }: ChunkProps) {
  const list = useRef<HTMLOListElement>(null);
  // Before the thread measures what is awake.
  useLayoutEffect(() => {
    if (list.current) wake(list.current);
  }, [chunk, meId, isSupervisor]);
  const drawn = useMemo(
    () => chunk.rows.map((row) => <RowView key={row.line.key} row={row} meId={meId} isSupervisor={isSupervisor} />),
    [chunk, meId, isSupervisor],
  );
  return (
    <ol class="chunk" ref={list}>
      {drawn}
    </ol>
  );
}

function RowView({ row, meId, isSupervisor }: { row: Row; meId: string; isSupervisor: boolean }) {
  const { line } = row;
  switch (line.kind) {
    case 'day':
      return <li class="day">{line.text}</li>;
    case 'event':
      return <EventRow line={line} />;
    case 'fold':
      return <Fold lines={line.lines} />;
    case 'moved':
      return <Moved to={line.to} messages={line.messages} />;
    case 'message':
      return (
        <MessageRow
          entry={line.entry}
          showChannel={line.showChannel}
          delivery={row.delivery}
          isRecalled={row.isRecalled}
          meId={meId}
          isSupervisor={isSupervisor}
        />
      );
  }
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
  const { to, message } = line;
  return (
    <li class={`event event-${line.type}`}>
      {line.text}{' '}
      {to && (
        <button type="button" class="link" onClick={() => show(to)}>
          {words.openOther}
        </button>
      )}{' '}
      {message !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => document.getElementById(`message-${message}`)?.scrollIntoView({ block: 'center' })}
        >
          {words.showMessage}
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
