import type { Announced, Content, CustomerMessage, FileView, Reply } from '@/lib/contract';
import { serverNow } from '@/lib/clock';
import { fileAddress } from '@/lib/desk/api';
import { actAtOnce, discardReply, letGo, retryReply, takeBack } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import type { Outgoing } from '@/lib/desk/outbox';
import type { DeskState } from '@/lib/desk/state';
import type { DeliveryState } from '@/lib/desk/thread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText, timeText } from '@/lib/i18n/times';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { deliveryReasonText, wordOf } from '@/lib/ui/event-text';
import { useNow } from '@/lib/ui/now';
import { ItemBody } from './ItemBody';

function Time({ at }: { at: string | number }) {
  const language = useLanguage();
  return (
    <time dateTime={new Date(at).toISOString()} title={fullText(at, language)}>
      {timeText(at, language)}
    </time>
  );
}

interface CustomerProps {
  entry: CustomerMessage;
  showChannel: boolean;
  /** It belongs to another conversation by now. */
  isElsewhere?: boolean;
}

export const CustomerBubble = ({ entry, showChannel, isElsewhere = false }: CustomerProps) => (
  <li id={`message-${entry.seq}`} class={`bubble bubble-customer${isElsewhere ? ' bubble-elsewhere' : ''}`}>
    <div class="bubble-body">
      <ItemBody item={entry.item} />
      {entry.item.files && entry.item.files.length > 0 && <Files files={entry.item.files} />}
    </div>
    <p class="bubble-foot">
      {showChannel && <ChannelMark channel={entry.channel} />}
      {entry.isLate && <Late entry={entry} />}
      <Time at={entry.sentAt ?? entry.receivedAt} />
    </p>
  </li>
);

/** Nobody could answer it before it came. */
function Late({ entry }: { entry: CustomerMessage }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <span class="tag" title={words.lateHint(fullText(entry.receivedAt, language))}>
      {words.late}
    </span>
  );
}

interface ReplyProps {
  entry: Reply;
  delivery: DeliveryState;
  isMine: boolean;
  isRecalled: boolean;
  canRecall: boolean;
}

export function ReplyBubble({ entry, delivery, isMine, isRecalled, canRecall }: ReplyProps) {
  const words = useWords();
  return (
    <li class={`bubble bubble-agent${delivery.status === 'rejected' ? ' bubble-failed' : ''}`}>
      <div class={`bubble-body${isRecalled ? ' bubble-recalled' : ''}`}>
        {isRecalled ? (
          <details>
            <summary>{words.recalled}</summary>
            <p class="text">{words.recalledText(entry.text)}</p>
          </details>
        ) : (
          <>
            <Said text={entry.text} content={entry.content ?? null} />
          </>
        )}
      </div>
      <p class="bubble-foot">
        {!isMine && <span>{entry.agent.name}</span>}
        <Mark provenance={entry.provenance} />
        {!isRecalled && <Delivery delivery={delivery} />}
        {!isRecalled && isUnsettled(delivery) && <Settling messageId={entry.messageId} delivery={delivery} />}
        {canRecall && !isRecalled && delivery.status !== 'rejected' && <RecallButton messageId={entry.messageId} at={entry.at} />}
        <Time at={entry.at} />
      </p>
    </li>
  );
}

/** A reply by its kind; what a kind says in words is its text. */
function Said({ text, content }: { text: string; content: Content | null }) {
  const words = useWords();
  if (!content || content.type === 'text') return <p class="text">{text}</p>;
  if (content.type === 'attachment')
    return (
      <>
        {text && <p class="text">{text}</p>}
        <Files files={[{ ...content.file, id: content.file.storedAs }]} />
      </>
    );
  return (
    <div class="block">
      <span class="block-label">{words.contentKinds[content.type]}</span>
      {content.type === 'choices' ? (
        <>
          <p class="text">{content.body}</p>
          <ul class="chips">
            {content.options.map((option) => (
              <li key={option.id}>{option.title}</li>
            ))}
          </ul>
        </>
      ) : (
        <p class="text">{text || plainOf(content)}</p>
      )}
    </div>
  );
}

/** Until the server has said it in words: the part of it that tells which one it is. */
function plainOf(content: Extract<Content, { type: 'place' | 'page' | 'miniProgram' | 'orderCard' | 'template' }>): string {
  switch (content.type) {
    case 'place':
      return content.location.label ?? `${content.location.latitude}, ${content.location.longitude}`;
    case 'page':
      return content.link.title || content.link.url;
    case 'miniProgram':
      return content.card.title || content.card.path || '';
    case 'orderCard':
      return [content.order.id, content.order.total, content.order.currency, content.order.status].filter(Boolean).join(' ');
    case 'template':
      return [content.name, ...content.parameters].join(' · ');
  }
}

/** What the rules wrote: it bears its mark, as the law on machine-made text asks. */
export function AnnouncedBubble({ entry, delivery }: { entry: Announced; delivery: DeliveryState | undefined }) {
  return (
    <li class={`bubble bubble-agent bubble-machine${delivery?.status === 'rejected' ? ' bubble-failed' : ''}`}>
      <div class="bubble-body">
        <p class="text">{entry.text}</p>
      </div>
      <p class="bubble-foot">
        <Mark provenance={entry.provenance} />
        {delivery && <Delivery delivery={delivery} />}
        <Time at={entry.at} />
      </p>
    </li>
  );
}

/** A note or a whisper: across the whole width and of another colour, so that nobody takes it for something the customer reads. */
export function NoteBubble({ by, text, at, kind }: { by: string | null; text: string; at: string; kind: 'note' | 'whisper' }) {
  const words = useWords();
  return (
    <li class={`bubble-note bubble-${kind}`}>
      <p class="bubble-note-head">
        <strong>{words[kind]}</strong>
        <span>{by ?? words.you}</span>
        <Time at={at} />
      </p>
      <p class="text">{text}</p>
    </li>
  );
}

function Mark({ provenance }: { provenance: string }) {
  const words = useWords();
  // `typed` is what older servers call a person's own text.
  if (provenance === 'person' || provenance === 'typed') return null;
  return (
    <span class="machine" title={words.machineMade}>
      {wordOf(words.byProvenance, provenance)}
    </span>
  );
}

function Delivery({ delivery }: { delivery: DeliveryState }) {
  const words = useWords();
  const { status, receipt, isUnconfirmed } = delivery;
  if (status === 'delivered' && receipt) return <span class={`delivery receipt-${receipt}`}>{words.receipts[receipt]}</span>;
  if (status === 'delivered' && isUnconfirmed)
    return (
      <span class="delivery delivery-unknown" title={words.unconfirmedHint}>
        {words.unconfirmed}
      </span>
    );
  return (
    <span class={`delivery delivery-${status}`} title={status === 'unknown' ? words.deliveryUnknownHint : undefined}>
      {words.delivery[status]}
      {delivery.reason && ` · ${deliveryReasonText(delivery.reason, words)}`}
      {delivery.code && ` (${delivery.code})`}
    </span>
  );
}

const isUnsettled = ({ status, receipt }: DeliveryState): boolean =>
  status === 'unknown' || status === 'rejected' || receipt === 'failed';

/** What may not have arrived is the agent's to decide: they look at the platform and say so, or have it sent again. */
function Settling({ messageId, delivery }: { messageId: string; delivery: DeliveryState }) {
  const words = useWords();
  const id = useDesk((state) => state.selectedId);
  if (!id) return null;
  return (
    <>
      {delivery.status === 'unknown' && (
        <button type="button" class="link" onClick={() => void actAtOnce(id, 'settle', { messageId, hasArrived: true })}>
          {words.hasArrived}
        </button>
      )}
      <button type="button" class="link" onClick={() => void actAtOnce(id, 'resend', { messageId })}>
        {words.sendAgain}
      </button>
    </>
  );
}

/** Files open by choice, from our own store only, and are handed over to be kept: the page shows nothing of them but pictures of known types. */
function Files({ files }: { files: readonly FileView[] }) {
  const words = useWords();
  const id = useDesk((state) => state.selectedId);
  if (!id) return null;
  return (
    <>
      {files.map((file) => (
        <a key={file.id} class="file" href={fileAddress(id, file.id)} download={file.name ?? ''}>
          {isPicture(file.mime) && <img src={fileAddress(id, file.id)} alt={file.name ?? words.image} loading="lazy" />}
          <span>{file.name ?? words.openFile}</span>
        </a>
      ))}
    </>
  );
}

const isPicture = (mime: string | null | undefined): boolean => /^image\/(png|jpeg|gif|webp|bmp)$/.test(mime ?? '');

/** Most messages of a conversation are past it, and do not listen to the clock. */
function RecallButton({ messageId, at }: { messageId: string; at: string }) {
  const withinSeconds = useDesk(recallWithinSeconds);
  if (withinSeconds === null) return null;
  const untilMs = Date.parse(at) + withinSeconds * 1_000;
  return serverNow() > untilMs ? null : <Recall messageId={messageId} untilMs={untilMs} />;
}

function Recall({ messageId, untilMs }: { messageId: string; untilMs: number }) {
  const words = useWords();
  const id = useDesk((state) => state.selectedId);
  const now = useNow();
  if (!id || now > untilMs) return null;
  return (
    <button type="button" class="link" onClick={() => void actAtOnce(id, 'recall', { messageId })}>
      {words.recall}
    </button>
  );
}

function recallWithinSeconds(state: DeskState): number | null {
  const channel = state.conversations.get(state.selectedId ?? '')?.summary.channel;
  return state.session?.channels.find((limits) => limits.name === channel)?.recallWithinSeconds ?? null;
}

/** A message of one's own that the record does not have yet. */
export function OutgoingBubble({ reply }: { reply: Outgoing }) {
  const kind = reply.kind ?? 'reply';
  const failed = reply.state === 'failed';
  if (kind !== 'reply')
    return (
      <li class={`bubble-note bubble-${kind}${failed ? ' bubble-failed' : ''}`}>
        <OutgoingHead kind={kind} />
        <p class="text">{reply.text}</p>
        <OutgoingFoot reply={reply} />
      </li>
    );
  return (
    <li class={`bubble bubble-agent${failed ? ' bubble-failed' : ''}`}>
      <div class="bubble-body">
        <Said text={reply.text} content={reply.content ?? null} />
      </div>
      <OutgoingFoot reply={reply} />
    </li>
  );
}

function OutgoingHead({ kind }: { kind: 'note' | 'whisper' }) {
  const words = useWords();
  return (
    <p class="bubble-note-head">
      <strong>{words[kind]}</strong>
      <span>{words.you}</span>
    </p>
  );
}

function OutgoingFoot({ reply }: { reply: Outgoing }) {
  const words = useWords();
  return (
    <p class="bubble-foot">
      {reply.state === 'failed' ? (
        <>
          <span class="delivery delivery-rejected" role="alert">
            {words.notSent}
            {reply.problem && ` · ${problemText(reply.problem, words)}`}
          </span>
          <button type="button" class="link" onClick={() => retryReply(reply.messageId)}>
            {words.resend}
          </button>
          <button type="button" class="link" onClick={() => discardReply(reply.messageId)}>
            {words.discard}
          </button>
        </>
      ) : reply.state === 'held' ? (
        <>
          <span class="delivery delivery-pending">{words.heldBack}</span>
          <button type="button" class="link" title="Alt + U" onClick={() => takeBack(reply.messageId)}>
            {words.undo}
          </button>
          <button type="button" class="link" onClick={() => void letGo(reply.messageId)}>
            {words.sendNow}
          </button>
        </>
      ) : (
        <span class="delivery delivery-pending">{words.sending}</span>
      )}
      <Time at={reply.at} />
    </p>
  );
}
