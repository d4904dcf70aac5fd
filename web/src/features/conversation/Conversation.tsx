import { useEffect } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { accept, decline } from '@/lib/desk/commands';
import { isOfferedToMe, isOver, lookedAt } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import type { Dictionary } from '@/lib/i18n/zh';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { Empty } from '@/lib/ui/Empty';
import { FirstResponseClock } from '@/lib/ui/FirstResponseClock';
import { accountHue, personName } from '@/lib/ui/marks';
import { Notice } from '@/lib/ui/Notice';
import { CloseButton } from './CloseButton';
import { Composer } from './Composer';
import { ThreadView } from './ThreadView';

export function Conversation() {
  const words = useWords();
  const id = useDesk((state) => state.selectedId);
  const summary = useDesk((state) => (state.selectedId ? state.conversations.get(state.selectedId)?.summary : undefined));
  const problem = useDesk((state) =>
    state.fault && state.fault.conversationId === state.selectedId ? state.fault.problem : null,
  );
  useLooking(summary);

  if (!id)
    return (
      <main class="conversation">
        <Empty title={words.nothingSelected}>
          <p class="quiet">{words.nothingSelectedHint}</p>
        </Empty>
      </main>
    );
  return (
    <main class="conversation" aria-label={words.conversationLabel}>
      {summary && <Head summary={summary} />}
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      <ThreadView key={id} id={id} />
      {summary && <Foot summary={summary} />}
    </main>
  );
}

/** A conversation on screen of a page in front is a read one. */
function useLooking(summary: Summary | undefined) {
  useEffect(() => {
    if (!summary) return;
    const look = () => {
      if (!document.hidden) desk.update((state) => lookedAt(state, summary.id));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [summary]);
}

function Head({ summary }: { summary: Summary }) {
  const words = useWords();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  const isMine = summary.holder?.id === meId && summary.phase === 'serving';
  return (
    <header class={`conversation-head ${accountHue(summary.account)}`}>
      <ChannelMark channel={summary.channel} />
      <h2>{personName(summary.person)}</h2>
      <span class="quiet">
        {summary.account} · {summary.queue.name}
      </span>
      <span class="spring" />
      {!isOver(summary) && <FirstResponseClock firstResponse={summary.firstResponse} />}
      <span class={`phase phase-${summary.phase}`}>{phaseText(summary, meId, words)}</span>
      {isMine && <CloseButton id={summary.id} />}
    </header>
  );
}

function phaseText(summary: Summary, meId: string, words: Dictionary): string {
  const other = summary.holder && summary.holder.id !== meId ? summary.holder.name : null;
  if (other && summary.phase === 'serving') return words.servedBy(other);
  if (other && summary.phase === 'offered') return words.offeredTo(other);
  return words.phase[summary.phase];
}

/** The reply field for whoever holds the conversation; for everybody else, why there is none. */
function Foot({ summary }: { summary: Summary }) {
  const words = useWords();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  if (isOfferedToMe(summary, meId))
    return (
      <footer class="foot-note">
        <span>{words.mustAccept}</span>
        <button type="button" onClick={() => decline(summary.id)}>
          {words.decline}
        </button>
        <button type="button" class="primary" onClick={() => accept(summary.id)}>
          {words.accept}
        </button>
      </footer>
    );
  if (summary.phase === 'serving' && summary.holder?.id === meId) return <Composer key={summary.id} summary={summary} />;
  return <footer class="foot-note">{noteText(summary, words)}</footer>;
}

function noteText({ phase, holder }: Summary, words: Dictionary): string {
  if (phase === 'closed' || phase === 'ended') return words.closedNote;
  if (!holder) return words.waitingNote;
  return phase === 'offered' ? words.offeredNote(holder.name) : words.othersNote(holder.name);
}
