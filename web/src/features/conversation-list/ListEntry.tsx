import type { Summary } from '@/lib/contract';
import { claim, decline } from '@/lib/desk/commands';
import { isClaimable, isOfferedToMe, isOver, waitingFrom } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import { unread } from '@/lib/desk/unread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { timeText } from '@/lib/i18n/times';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { ClockMark } from '@/lib/ui/ClockMark';
import { accountHue, personName } from '@/lib/ui/marks';
import { useNow } from '@/lib/ui/now';
import { oneLine } from '@/lib/ui/one-line';
import { PhaseMark } from '@/lib/ui/PhaseMark';
import { Waiting } from '@/lib/ui/Waiting';

interface Props {
  summary: Summary;
  isSelected: boolean;
  onOpen: (summary: Summary) => void;
}

export function ListEntry({ summary, isSelected, onOpen }: Props) {
  const words = useWords();
  const language = useLanguage();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  const unreadCount = useDesk((state) => unread(summary, state.seen[summary.id]));
  const failed = useDesk((state) =>
    state.outbox.some((reply) => reply.conversationId === summary.id && reply.state === 'failed'),
  );
  const offered = isOfferedToMe(summary, meId);
  const since = waitingFrom(summary);
  const others = summary.holder && summary.holder.id !== meId ? summary.holder.name : null;

  return (
    <div class={`entry${isSelected ? ' entry-selected' : ''}${offered ? ' entry-offered' : ''}`}>
      <button
        type="button"
        class="entry-open"
        aria-current={isSelected}
        data-conversation={summary.id}
        onClick={() => onOpen(summary)}
      >
        <span class={`shop ${accountHue(summary.account)}`} title={summary.account} />
        <ChannelMark channel={summary.channel} />
        <span class="entry-name">{personName(summary.person)}</span>
        <span class="entry-time">
          {since && !isOver(summary) ? <Waiting since={since} /> : timeText(summary.lastMessageAt, language)}
        </span>
        <span class="entry-text">
          {summary.lastFrom === 'agent' && <span class="quiet">{others ?? words.you}: </span>}
          {oneLine(summary.lastKind, summary.lastText, words)}
        </span>
        <span class="entry-marks">
          {failed && <span class="sla sla-breached">{words.notSent}</span>}
          {others && summary.lastFrom !== 'agent' && <span class="tag">{others}</span>}
          {summary.priority !== undefined && summary.priority > 0 && !isOver(summary) && (
            <span class="tag tag-priority" title={words.priorityMark(summary.priority)}>
              ↑{summary.priority}
            </span>
          )}
          <PhaseMark summary={summary} />
          {!isOver(summary) && <ClockMark summary={summary} />}
          {unreadCount > 0 && !isOver(summary) && (
            <span class="unread" role="img" aria-label={words.unreadCount(unreadCount)}>
              {unreadCount > 99 ? '99+' : unreadCount}
            </span>
          )}
        </span>
      </button>
      {isClaimable(summary) && (
        <button type="button" class="small entry-claim" onClick={() => void claim(summary.id)}>
          {words.actions.claim}
        </button>
      )}
      {offered && <OfferActions summary={summary} onAccept={() => onOpen(summary)} />}
    </div>
  );
}

function OfferActions({ summary, onAccept }: { summary: Summary; onAccept: () => void }) {
  const words = useWords();
  const now = useNow();
  // There is little room here, so what the conversation itself shows when it is open is not said twice.
  const problem = useDesk((state) =>
    state.fault?.conversationId === summary.id && state.selectedId !== summary.id ? state.fault.problem : null,
  );
  const trouble = problem && problemText(problem, words);
  const secondsLeft = summary.offerExpiresAt ? Math.max(0, Math.ceil((Date.parse(summary.offerExpiresAt) - now) / 1000)) : null;

  return (
    <div class="offer">
      <span class="offer-left" role={trouble ? 'alert' : undefined} title={trouble ?? undefined}>
        {trouble ?? (secondsLeft === null ? words.offeredToYou : words.offerEndsIn(secondsLeft))}
      </span>
      <button type="button" class="small" onClick={() => decline(summary.id)}>
        {words.decline}
      </button>
      <button type="button" class="small primary" onClick={onAccept}>
        {words.accept}
      </button>
    </div>
  );
}
