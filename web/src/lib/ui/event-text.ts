import type { Entry, Measure, TimerMark } from '../contract';
import { fullText, spanText } from '../i18n/times';
import type { Language } from '../i18n/speech';
import type { Dictionary } from '../i18n/zh';

/** A breach is recorded when it happens; only one that a standstill delayed by this much says by how much. */
const toldFromMs = 1_000;

/** A word by its key, or the key itself where a newer server has one that this page does not know. */
export const wordOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;

/** A fact of the record in one quiet line; null for those that are shown as messages, that correct one, or that say nothing to a reader. */
export function eventText(entry: Entry, words: Dictionary, language: Language): string | null {
  const { events } = words;
  const because = (text: string, reason: string | null | undefined) => (reason ? events.becauseOf(text, reason) : text);
  switch (entry.type) {
    case 'customerMessage':
    case 'reply':
    case 'announced':
    case 'noteAdded':
    case 'whispered':
      return null;
    case 'opened':
      return events.opened(entry.queue.name);
    case 'queued':
      return because(events.queued(entry.queue.name), queuedBecause(entry.reason, words));
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
      return events.firstResponseBreached(lateText(entry.latenessMs, words));
    case 'closed':
      return entry.by
        ? events.closed(entry.by.name, wordOf(words.closeReasons, entry.reason))
        : events.closedBySystem(wordOf(words.closeReasons, entry.reason));
    case 'reopened':
      return entry.by ? events.reopenedBy(entry.by.name) : events.reopened;
    case 'ended':
      return events.ended;
    case 'routed':
      return routedText(entry, words);
    case 'botSeated':
      return events.botSeated;
    case 'aside':
      return null;
    case 'assessed':
      return entry.step ? events.overflowed(wordOf(events.overflow, entry.step)) : null;
    case 'clocksChanged':
      return clocksText(entry.changes, words);
    case 'escalated':
      return events.escalated(wordOf(events.escalations, entry.do));
    case 'silenceMarked':
      return wordOf(events.silences, entry.step);
    case 'claimed':
      return events.claimed(entry.agent.name);
    case 'takenOver':
      return because(
        entry.from ? events.takenOverFrom(entry.by.name, entry.from.name) : events.takenOver(entry.by.name),
        entry.reason,
      );
    case 'transferred':
      return because(transferText(entry, words), entry.reason);
    case 'givenBack':
      return events.givenBack(entry.agent.name);
    case 'consultStarted':
      return because(events.consultStarted(entry.by.name, entry.agent.name), entry.reason);
    case 'consultEnded':
      return events.consultEnded;
    case 'participantJoined':
      // A consult is told by its own event.
      return entry.role === 'consulted' ? null : events.joinedAs[entry.role](entry.agent.name);
    case 'participantLeft':
      return events.participantLeft(entry.agent.name);
    case 'customerAwaited':
      return events.waitingOnCustomer(entry.by.name);
    case 'resumed':
      return events.resumed;
    case 'snoozed':
      return events.snoozed(entry.by.name, entry.until && fullText(entry.until, language));
    case 'woken':
      return events.woken;
    case 'wrapUpBegan':
      return events.wrapUpStarted;
    case 'recallRecorded':
      return entry.isTakenBack
        ? null
        : because(events.recallRefused, entry.reason ? deliveryReasonText(entry.reason, words) : null);
    case 'recalled':
      return events.recalled(entry.by.name);
    case 'labelled':
      return events.labelled(entry.by.name, labelsText(entry.added, entry.removed));
    case 'prioritySet':
      return events.prioritySet(entry.by.name, entry.points);
    case 'topicSet':
      return events.topicSet(entry.by?.name ?? events.system, entry.topic ?? events.cleared);
    case 'dispositionSet':
      return events.dispositionSet(entry.by.name, entry.disposition ?? events.cleared);
    case 'messageScheduled':
      return events.scheduled(entry.by.name, fullText(entry.sendAt, language));
    case 'scheduledCancelled':
      return events.scheduledCancelled(entry.by.name);
    case 'scheduledMissed':
      return events.scheduledMissed;
    case 'personAsked':
      return events.personAsked;
    case 'personReached':
      return events.personReached(entry.agent.name, spanText(entry.seconds * 1000, words), entry.steps);
    case 'callbackAgreed':
      return events.callbackAgreed(fullText(entry.dueAt, language));
    case 'callbackFellDue':
      return events.callbackDue;
    case 'callbackAttempted':
      return entry.nextDueAt
        ? events.callbackNext(words.dialogs.outcomes[entry.outcome], fullText(entry.nextDueAt, language))
        : events.callbackAttempted(words.dialogs.outcomes[entry.outcome]);
    case 'callbackCancelled':
      return entry.customerBack ? events.callbackBack : events.callbackCancelled;
    case 'callbackFailed':
      return events.callbackFailed;
    case 'ratingAsked':
      return events.ratingAsked;
    case 'rated':
      return ratedText(entry, words);
    case 'receiptRecorded':
      return entry.state === 'failed' ? events.receiptFailed(entry.errorCode) : null;
    case 'receiptMissed':
      return null;
    case 'resendAsked':
      return events.resent(entry.by.name);
    case 'mergedInto':
      return events.mergedInto;
    case 'joined':
      return events.joined;
    case 'unmerged':
      return events.unmerged;
    case 'splitOff':
      return events.splitOff;
    case 'takenBack':
      return events.takenBack;
    default:
      // A newer server may record what this page has no words for.
      return events.unknown((entry as { type: string }).type);
  }
}

/** Why a channel did not take a message; a reason new to this page is shown by its name. */
export const deliveryReasonText = (reason: string, words: Dictionary): string => wordOf(words.deliveryReasons, reason);

const lateText = (ms: number, words: Dictionary): string | null => (ms < toldFromMs ? null : spanText(ms, words));

/** That a new conversation is queued because it is new needs no word. */
const queuedBecause = (reason: string, { events }: Dictionary): string | null =>
  reason === 'opened' || reason === 'firstMessage' ? null : wordOf(events.queuedBecause, reason);

function transferText(entry: Entry & { type: 'transferred' }, { events }: Dictionary): string {
  if (entry.kind === 'consulted') return events.consultCompleted(entry.toAgent?.name ?? '');
  return entry.toAgent
    ? events.transferredToAgent(entry.by.name, entry.toAgent.name)
    : events.transferredToQueue(entry.by.name, entry.queue.name);
}

/** Clocks that merely begin, pause or end are in the timers' table; the line tells of warnings and breaches. */
function clocksText(changes: readonly { measure: Measure; fired: readonly TimerMark[] }[], words: Dictionary): string | null {
  const told = changes.flatMap(({ measure, fired }) =>
    fired.flatMap((mark) => {
      const lateMs = Date.parse(mark.firedAt) - Date.parse(mark.dueAt);
      if (!mark.isBreach) return [words.events.warned(words.measures[measure], mark.percent)];
      // That the first response is overdue has a record of its own, as it always had.
      return measure === 'firstResponse' ? [] : [words.events.breached(words.measures[measure], lateText(lateMs, words))];
    }),
  );
  return told.length === 0 ? null : told.join(' · ');
}

/** A queue that an agent or another rule had named needs no telling here: what named it has. */
const routedText = (entry: Entry & { type: 'routed' }, { events }: Dictionary): string | null =>
  entry.rule == null ? null : events.routed(entry.queue.name, entry.rule === byDefault ? null : entry.rule);

/** How the server calls it when no rule held. */
const byDefault = 'defaultQueue';

const labelsText = (added: readonly string[], removed: readonly string[]): string =>
  [...added.map((label) => `+${label}`), ...removed.map((label) => `−${label}`)].join(' ');

function ratedText(entry: Entry & { type: 'rated' }, { events }: Dictionary): string {
  const solved = entry.solved === null ? [] : [entry.solved ? events.ratedSolved : events.ratedUnsolved];
  return [events.rated(entry.score, entry.steps), ...solved, ...entry.tags, ...(entry.remark ? [entry.remark] : [])].join(' · ');
}
