import type { Summary } from '../contract';
import { useLanguage, useWords } from '../i18n/language';
import { clockText, shortText } from '../i18n/times';
import { useNow } from './now';

/** What a list says of a phase in which a conversation is neither waiting nor simply served. */
export function PhaseMark({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  switch (summary.phase) {
    case 'withBot':
      return <Mark phase="bot" text={words.filters.bot} title={words.phase.withBot} />;
    case 'waitingOnCustomer':
      return <Mark phase="paused" text={words.filters.waitingOnCustomer} title={words.phase.waitingOnCustomer} />;
    case 'snoozed':
      return (
        <Mark
          phase="paused"
          text={summary.snoozedUntil ? shortText(summary.snoozedUntil, language) : words.filters.snoozed}
          title={summary.snoozedUntil ? words.snoozedUntil(shortText(summary.snoozedUntil, language)) : words.snoozedOpen}
        />
      );
    case 'callbackDue':
      return <Mark phase="callback" text={words.filters.callback} title={callbackTitle(summary)} />;
    case 'wrapUp':
      return <WrapUp until={summary.wrapUpUntil ?? null} />;
    case 'merged':
      return <Mark phase="paused" text={words.phase.merged} title={words.mergedNote} />;
    case 'waiting':
    case 'offered':
    case 'serving':
    case 'closed':
    case 'ended':
      return null;
  }

  function callbackTitle({ callback }: Summary): string {
    return callback ? words.callbackAt(shortText(callback.dueAt, language)) : words.phase.callbackDue;
  }
}

function WrapUp({ until }: { until: string | null }) {
  const words = useWords();
  const now = useNow();
  const left = until === null ? '' : ` ${clockText(Date.parse(until) - now + 999)}`;
  return <Mark phase="wrap-up" text={`${words.filters.wrapUp}${left}`} title={words.phase.wrapUp} />;
}

const Mark = ({ phase, text, title }: { phase: string; text: string; title: string }) => (
  <span class={`tag tag-${phase}`} title={title}>
    {text}
  </span>
);
