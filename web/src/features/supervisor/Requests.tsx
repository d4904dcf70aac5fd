import { useEffect, useState } from 'preact/hooks';
import type { PresenceRequest } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { timeText } from '@/lib/i18n/times';
import { keepLooking } from '@/lib/live/look-again';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useSupervisorWords } from './words/words';

const lookEveryMs = 10_000;

/** Changes of presence that need a supervisor's yes or no. */
export function Requests() {
  const words = useWords();
  const { requests } = useSupervisorWords();
  const { value, again } = useLoaded(api.presenceRequests, 'requests');
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => keepLooking(lookEveryMs, again), [again]);
  const open = (value?.items ?? []).filter((request) => request.state === 'asked');

  async function answer(id: string, approve: boolean) {
    const done = await api.answerRequest(id, approve);
    setProblem(done.ok ? null : done.problem);
    again();
  }

  return (
    <section class="page-section" aria-labelledby="requests-title">
      <h3 id="requests-title">{requests.title}</h3>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {open.length === 0 && <p class="quiet">{requests.none}</p>}
      <ul class="cards">
        {open.map((request) => (
          <Request key={request.id} request={request} onAnswer={(approve) => void answer(request.id, approve)} />
        ))}
      </ul>
    </section>
  );
}

function Request({ request, onAnswer }: { request: PresenceRequest; onAnswer: (approve: boolean) => void }) {
  const words = useWords();
  const { requests } = useSupervisorWords();
  const language = useLanguage();
  const reasons = useDesk((state) => state.session?.presenceReasons);
  const name = reasons?.find((reason) => reason.id === request.reason)?.name ?? request.reason;
  return (
    <li class="card">
      <strong>{request.agent.name}</strong>
      <span>
        {words.presence[request.presence]} · {name}
      </span>
      <time dateTime={request.at} class="quiet">
        {timeText(request.at, language)}
      </time>
      <button type="button" class="small" onClick={() => onAnswer(false)}>
        {requests.refuse}
      </button>
      <button type="button" class="small primary" onClick={() => onAnswer(true)}>
        {requests.approve}
      </button>
    </li>
  );
}
