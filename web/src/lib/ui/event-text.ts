import type { Entry } from '../contract';
import { spanText } from '../i18n/times';
import type { Dictionary } from '../i18n/zh';

/** A breach is recorded when it happens; only one that a standstill delayed by this much says by how much. */
const toldFromMs = 1_000;

/** A fact of the record in one quiet line; null for those that are shown as messages, or that correct one. */
export function eventText(entry: Entry, words: Dictionary): string | null {
  const { events } = words;
  switch (entry.type) {
    case 'customerMessage':
    case 'reply':
      return null;
    case 'opened':
      return events.opened(entry.queue.name);
    case 'queued':
      return events.queued(entry.queue.name);
    case 'offered':
      return events.offered(entry.agent.name);
    case 'offerMissed':
      return events.offerMissed(entry.agent.name);
    case 'offerDeclined':
      return events.offerDeclined(entry.agent.name);
    case 'accepted':
      return events.accepted(entry.agent.name);
    case 'deliveryRecorded':
      return entry.status === 'rejected'
        ? events.rejected(entry.reason ? deliveryReasonText(entry.reason, words) : words.delivery.rejected)
        : null;
    case 'firstResponseBreached':
      return events.firstResponseBreached(entry.latenessMs < toldFromMs ? null : spanText(entry.latenessMs, words));
    case 'closed':
      return entry.by
        ? events.closed(entry.by.name, reasonText(entry.reason, words))
        : events.closedBySystem(reasonText(entry.reason, words));
    case 'reopened':
      return events.reopened;
    case 'ended':
      return events.ended;
    default:
      // A newer server may record what this page has no words for.
      return events.unknown((entry as { type: string }).type);
  }
}

/** Why a channel did not take a reply; a reason new to this page is shown by its name. */
export const deliveryReasonText = (reason: string, words: Dictionary): string =>
  (words.deliveryReasons as Readonly<Record<string, string>>)[reason] ?? reason;

const reasonText = (reason: string, words: Dictionary): string =>
  reason in words.closeReasons ? words.closeReasons[reason as keyof typeof words.closeReasons] : reason;
