import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Entry } from '@/lib/contract';
import { serverNow } from '@/lib/clock';
import { useDesk } from '@/lib/desk/desk';
import { loadEarlier } from '@/lib/desk/sync';
import { deliveries, firstSeq, lastSeq, noThread, type DeliveryState, type Thread } from '@/lib/desk/thread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/speech';
import { dayText, fullText, timeText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { Empty } from '@/lib/ui/Empty';
import { eventText } from '@/lib/ui/event-text';
import { CustomerBubble, OutgoingBubble, ReplyBubble } from './Bubbles';

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
  const meId = useDesk((state) => state.session?.agent.id ?? '');
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
  const recorded = useMemo(() => lines(thread, meId, language, words), [thread, meId, language, words]);

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

function lines(thread: Thread, meId: string, language: Language, words: Dictionary) {
  const states = deliveries(thread);
  const nowMs = serverNow();
  let lastDay: string | null = null;
  let lastChannel: string | null = null;
  return thread.entries.map((entry) => {
    const day = dayText(entry.at, nowMs, language, words);
    const newDay = day === lastDay ? null : day;
    lastDay = day;
    const newChannel = entry.type === 'customerMessage' && entry.channel !== lastChannel;
    if (entry.type === 'customerMessage') lastChannel = entry.channel;
    return (
      <Line
        key={entry.seq}
        entry={entry}
        day={newDay}
        showChannel={newChannel}
        delivery={entry.type === 'reply' ? states.get(entry.messageId) : undefined}
        isMine={entry.type === 'reply' && entry.agent.id === meId}
      />
    );
  });
}

interface LineProps {
  entry: Entry;
  /** The day's name when this entry begins one. */
  day: string | null;
  /** The channel is marked where it changes only. */
  showChannel: boolean;
  delivery: DeliveryState | undefined;
  isMine: boolean;
}

function Line({ entry, day, showChannel, delivery, isMine }: LineProps) {
  return (
    <>
      {day && <li class="day">{day}</li>}
      {entry.type === 'customerMessage' ? (
        <CustomerBubble entry={entry} showChannel={showChannel} />
      ) : entry.type === 'reply' ? (
        <ReplyBubble
          entry={entry}
          delivery={delivery ?? { status: entry.delivery, reason: entry.deliveryReason }}
          isMine={isMine}
        />
      ) : (
        <EventLine entry={entry} />
      )}
    </>
  );
}

function EventLine({ entry }: { entry: Entry }) {
  const words = useWords();
  const language = useLanguage();
  const text = eventText(entry, words);
  if (text === null) return null;
  return (
    <li class={`event event-${entry.type}`}>
      {text} <time title={fullText(entry.at, language)}>{timeText(entry.at, language)}</time>
    </li>
  );
}
