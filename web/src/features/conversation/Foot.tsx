import type { ComponentChildren } from 'preact';
import type { Summary } from '@/lib/contract';
import { possible } from '@/lib/desk/actions';
import { accept, decline } from '@/lib/desk/commands';
import { isOfferedToMe } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import { show } from '@/lib/desk/navigation';
import { perform } from '@/lib/desk/perform';
import { useSeat } from '@/lib/desk/seat';
import { kindsByChoice, kindsFor } from '@/lib/desk/writes';
import { useLanguage, useWords } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/speech';
import { shortText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { Composer } from './Composer';
import { WrapUpPanel } from './WrapUpPanel';

/** The field for whoever may write here; for everybody else, why there is none and what can be done. */
export function Foot({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const seat = useSeat();
  const composing = useDesk((state) => state.composing);
  if (isOfferedToMe(summary, seat.meId)) return <Offer summary={summary} />;
  const usual = kindsFor(summary, seat);
  const kinds = usual.length > 0 ? usual : composing === 'reply' ? [] : kindsByChoice(summary, seat);
  const isMyWrapUp = summary.phase === 'wrapUp' && summary.holder?.id === seat.meId;
  return (
    <>
      {isMyWrapUp && <WrapUpPanel key={summary.id} summary={summary} />}
      {kinds.length > 0 ? (
        <Composer summary={summary} kinds={kinds} />
      ) : (
        <Note summary={summary}>{noteText(summary, language, words)}</Note>
      )}
    </>
  );
}

function Offer({ summary }: { summary: Summary }) {
  const words = useWords();
  return (
    <footer class="foot-note">
      <span>{words.mustAccept}</span>
      <button type="button" onClick={() => void decline(summary.id)}>
        {words.decline}
      </button>
      <button type="button" class="primary" onClick={() => void accept(summary.id)}>
        {words.accept}
      </button>
    </footer>
  );
}

/** The one action that a reader most likely wants stands beside the note. */
function Note({ summary, children }: { summary: Summary; children: ComponentChildren }) {
  const words = useWords();
  const seat = useSeat();
  const next = possible(summary, seat).find((id) => id === 'claim' || id === 'wake' || id === 'reopen');
  const into = summary.phase === 'merged' ? summary.mergedInto : null;
  return (
    <footer class="foot-note">
      <span>{children}</span>
      {next && (
        <button type="button" onClick={() => perform(next, summary)}>
          {words.actions[next]}
        </button>
      )}
      {into && (
        <button type="button" onClick={() => show(into)}>
          {words.openMerged}
        </button>
      )}
    </footer>
  );
}

function noteText(summary: Summary, language: Language, words: Dictionary): string {
  const { phase, holder } = summary;
  switch (phase) {
    case 'closed':
    case 'ended':
      return words.closedNote;
    case 'merged':
      return words.mergedNote;
    case 'withBot':
      return words.botNote;
    case 'snoozed':
      return words.snoozedNote(
        summary.snoozedUntil ? words.snoozedUntilTime(shortText(summary.snoozedUntil, language)) : words.snoozedUntilWrites,
      );
    case 'callbackDue':
      return summary.callback ? words.callbackNote(shortText(summary.callback.dueAt, language)) : words.waitingNote;
    case 'offered':
      return holder ? words.offeredNote(holder.name) : words.waitingNote;
    case 'waiting':
    case 'serving':
    case 'waitingOnCustomer':
    case 'wrapUp':
      return holder ? words.othersNote(holder.name) : words.waitingNote;
  }
}
