import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { isOver, lookedAt } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { useSeat } from '@/lib/desk/seat';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import type { Dictionary } from '@/lib/i18n/zh';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { ClockMark } from '@/lib/ui/ClockMark';
import { Empty } from '@/lib/ui/Empty';
import { accountHue, personName } from '@/lib/ui/marks';
import { Notice } from '@/lib/ui/Notice';
import { Foot } from './Foot';
import { Onlookers } from './Onlookers';
import { SoFar } from './SoFar';
import { ThreadView } from './ThreadView';
import { TypingLine } from './TypingLine';

/** `actions` draws what can be done, at the right of the head. */
export function Conversation({ actions }: { actions: (summary: Summary) => ComponentChildren }) {
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
      {summary && <Head summary={summary} actions={actions(summary)} />}
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {summary && <SoFar key={`so far ${id}`} summary={summary} />}
      <ThreadView key={id} id={id} />
      <TypingLine id={id} />
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

function Head({ summary, actions }: { summary: Summary; actions: ComponentChildren }) {
  const words = useWords();
  const { meId } = useSeat();
  return (
    <header class={`conversation-head ${accountHue(summary.account)}`}>
      <ChannelMark channel={summary.channel} />
      <h2>{personName(summary.person)}</h2>
      <span class="quiet">
        {summary.account} · {summary.queue.name}
      </span>
      {summary.participants?.map(({ agent, role }) => (
        <span key={agent.id} class="tag" title={words.roles[role]}>
          {agent.id === meId ? words.you : agent.name} · {words.roles[role]}
        </span>
      ))}
      <Onlookers id={summary.id} />
      <span class="spring" />
      {!isOver(summary) && <ClockMark summary={summary} />}
      <span class={`phase phase-${summary.phase}`}>{phaseText(summary, meId, words)}</span>
      {actions}
    </header>
  );
}

function phaseText(summary: Summary, meId: string, words: Dictionary): string {
  const other = summary.holder && summary.holder.id !== meId ? summary.holder.name : null;
  if (other && summary.phase === 'serving') return words.servedBy(other);
  if (other && summary.phase === 'offered') return words.offeredTo(other);
  return words.phase[summary.phase];
}
