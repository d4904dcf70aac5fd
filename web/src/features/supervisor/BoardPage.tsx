import { useEffect, useState } from 'preact/hooks';
import type { AgentState } from '@/lib/contract';
import type { QueueFigures } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { useSeat } from '@/lib/desk/seat';
import { useWords } from '@/lib/i18n/language';
import { spanText } from '@/lib/i18n/times';
import { keepLooking } from '@/lib/live/look-again';
import { wordOf } from '@/lib/ui/event-text';
import { Empty } from '@/lib/ui/Empty';
import { useLoaded } from '@/lib/ui/loaded';
import { Waiting } from '@/lib/ui/Waiting';
import { Page } from '@/lib/ui/Page';
import { SignInDialog } from './agents/SignInDialog';
import { useSupervisorWords } from './words/words';

const lookEveryMs = 5_000;

/** How each queue stands, and who is there to answer it. */
export function BoardPage() {
  const words = useWords();
  const board = useSupervisorWords().board;
  const { value, problem, again } = useLoaded(api.queues, 'board');
  useEffect(() => keepLooking(lookEveryMs, again), [again]);
  return (
    <Page title={words.pages.board} problem={problem}>
      {!value && !problem && <Empty title={words.loading} />}
      {value && (
        <div class="table-frame" tabIndex={0} role="region" aria-label={words.pages.board}>
          <table class="wide">
            <thead>
              <tr>
                <th scope="col">{words.queue}</th>
                <th scope="col">{board.hours}</th>
                <th scope="col" class="figure">
                  {board.length}
                </th>
                <th scope="col" class="figure">
                  {board.longest}
                </th>
                <th scope="col" class="figure">
                  {board.estimate}
                </th>
                <th scope="col" class="figure">
                  {board.staffed}
                </th>
                <th scope="col" class="figure">
                  {board.free}
                </th>
                <th scope="col">{board.whyNobody}</th>
              </tr>
            </thead>
            <tbody>
              {value.queues.map((figures) => (
                <QueueRow key={figures.queue.id} figures={figures} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Agents />
    </Page>
  );
}

function QueueRow({ figures }: { figures: QueueFigures }) {
  const words = useWords();
  const board = useSupervisorWords().board;
  const { open, length, longestWaitSince, estimateSeconds, staffed, free, whyNobody } = figures;
  return (
    <tr>
      <th scope="row">{figures.queue.name}</th>
      <td>{open == null ? board.always : open ? board.open : <span class="quiet">{board.closed}</span>}</td>
      <td class="figure">{length}</td>
      <td class="figure">{longestWaitSince ? <Waiting since={longestWaitSince} /> : '–'}</td>
      <td class="figure">{estimateSeconds == null ? '–' : spanText(estimateSeconds * 1000, words)}</td>
      <td class="figure">{staffed}</td>
      <td class={`figure${free === 0 && length > 0 ? ' waiting-urgent' : ''}`}>{free}</td>
      <td>{whyNobody ? wordOf(board.nobodyFree, whyNobody) : '–'}</td>
    </tr>
  );
}

const order = { online: 0, away: 1, offline: 2 } as const;

function Agents() {
  const words = useWords();
  const board = useSupervisorWords().board;
  const agents = useDesk((state) => state.agents);
  const reasons = useDesk((state) => state.session?.presenceReasons);
  const reasonName = (id: string) => reasons?.find((reason) => reason.id === id)?.name ?? id;
  const { isSupervisor } = useSeat();
  const [asking, setAsking] = useState<AgentState | null>(null);
  const sorted = [...agents.values()].sort((a, b) => order[a.presence] - order[b.presence] || a.name.localeCompare(b.name));
  return (
    <section class="page-section" aria-labelledby="board-agents">
      <h3 id="board-agents">{board.agents}</h3>
      <ul class="cards">
        {sorted.map((agent) => (
          <li key={agent.id} class="card">
            <span class={`dot presence-dot-${agent.presence}`} aria-hidden="true" />
            <strong>{agent.name}</strong>
            <span class="quiet">
              {words.presence[agent.presence]}
              {agent.reason && ` · ${reasonName(agent.reason)}`}
            </span>
            <span class="figure">
              {agent.load}/{agent.capacity}
            </span>
            {isSupervisor && (
              <button type="button" class="small" data-sign-in={agent.id} onClick={() => setAsking(agent)}>
                {board.signIn}
              </button>
            )}
          </li>
        ))}
      </ul>
      {asking && <SignInDialog agent={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}
