import { useState } from 'preact/hooks';
import type { Named, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { act } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { clockText } from '@/lib/i18n/times';
import type { Problem } from '@/lib/http';
import { DispositionField } from '@/lib/ui/DispositionField';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useNow } from '@/lib/ui/now';

/** What is still to be written about a conversation that is over for the customer, and how long for. */
export function WrapUpPanel({ summary }: { summary: Summary }) {
  const words = useWords();
  const now = useNow();
  const queues = useLoaded(api.queues, summary.queue.id);
  const [disposition, setDisposition] = useState(summary.disposition?.id ?? '');
  const [problem, setProblem] = useState<Problem | null>(null);
  const queue = queues.value?.queues.find((one) => one.queue.id === summary.queue.id);
  const [topic, setTopic] = useState(summary.topic?.id ?? '');
  const topics = withChosen(queue?.topics ?? [], summary.topic ?? null);
  const dispositions = queue?.dispositions ?? [];
  const leftMs = summary.wrapUpUntil ? Date.parse(summary.wrapUpUntil) - now + 999 : null;

  async function choose(next: string) {
    setDisposition(next);
    setProblem(await act(summary.id, 'disposition', { disposition: next || null }));
  }

  async function chooseTopic(next: string) {
    setTopic(next);
    setProblem(await act(summary.id, 'topic', { topic: next || null }));
  }

  async function finish() {
    setProblem(await act(summary.id, 'wrap-up/finish'));
  }

  return (
    <section class="wrap-up" aria-label={words.wrapUp.title}>
      <p class="wrap-up-head">
        <strong>{words.wrapUp.title}</strong>
        {leftMs !== null && (
          <span class={leftMs <= 30_000 ? 'waiting-urgent' : 'quiet'}>
            {leftMs <= 0 ? words.wrapUp.overdue : words.wrapUp.left(clockText(leftMs))}
          </span>
        )}
      </p>
      <p class="quiet">{words.wrapUpNote}</p>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      <div class="wrap-up-fields">
        {topics.length > 0 && (
          <label class="field">
            <span>{words.topic}</span>
            <select value={topic} onChange={(event) => void chooseTopic(event.currentTarget.value)}>
              <option value="">{words.none}</option>
              {topics.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <DispositionField dispositions={dispositions} value={disposition} onChange={(next) => void choose(next)} />
        <button type="button" class="primary" onClick={() => void finish()}>
          {words.wrapUp.finish}
        </button>
      </div>
    </section>
  );
}

/** A topic set by hand is among the choices, though no rule of the queue names it. */
const withChosen = (topics: readonly Named[], chosen: Named | null): readonly Named[] =>
  chosen === null || topics.some((topic) => topic.id === chosen.id) ? topics : [...topics, chosen];
