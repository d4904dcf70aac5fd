import type { CustomerMessage, Reply } from '@/lib/contract';
import { discardReply, retryReply } from '@/lib/desk/commands';
import type { Outgoing } from '@/lib/desk/outbox';
import type { DeliveryState } from '@/lib/desk/thread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText, timeText } from '@/lib/i18n/times';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { deliveryReasonText } from '@/lib/ui/event-text';
import { ItemBody } from './ItemBody';

function Time({ at }: { at: string | number }) {
  const language = useLanguage();
  return (
    <time dateTime={new Date(at).toISOString()} title={fullText(at, language)}>
      {timeText(at, language)}
    </time>
  );
}

export const CustomerBubble = ({ entry, showChannel }: { entry: CustomerMessage; showChannel: boolean }) => (
  <li class="bubble bubble-customer">
    <div class="bubble-body">
      <ItemBody item={entry.item} />
    </div>
    <p class="bubble-foot">
      {showChannel && <ChannelMark channel={entry.channel} />}
      <Time at={entry.sentAt ?? entry.receivedAt} />
    </p>
  </li>
);

export function ReplyBubble({ entry, delivery, isMine }: { entry: Reply; delivery: DeliveryState; isMine: boolean }) {
  const words = useWords();
  return (
    <li class={`bubble bubble-agent${delivery.status === 'rejected' ? ' bubble-failed' : ''}`}>
      <div class="bubble-body">
        <p class="text">{entry.text}</p>
      </div>
      <p class="bubble-foot">
        {!isMine && <span>{entry.agent.name}</span>}
        <span
          class={`delivery delivery-${delivery.status}`}
          title={delivery.status === 'unknown' ? words.deliveryUnknownHint : undefined}
        >
          {words.delivery[delivery.status]}
          {delivery.reason && ` · ${deliveryReasonText(delivery.reason, words)}`}
        </span>
        <Time at={entry.at} />
      </p>
    </li>
  );
}

/** A reply of one's own that the record does not have yet. */
export function OutgoingBubble({ reply }: { reply: Outgoing }) {
  const words = useWords();
  const failed = reply.state === 'failed';
  return (
    <li class={`bubble bubble-agent${failed ? ' bubble-failed' : ''}`}>
      <div class="bubble-body">
        <p class="text">{reply.text}</p>
      </div>
      <p class="bubble-foot">
        {failed ? (
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
        ) : (
          <span class="delivery delivery-pending">{words.sending}</span>
        )}
        <Time at={reply.at} />
      </p>
    </li>
  );
}
