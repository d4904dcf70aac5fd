import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
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
  const dispositions = queues.value?.queues.find((one) => one.queue.id === summary.queue.id)?.dispositions ?? [];
  const leftMs = summary.wrapUpUntil ? Date.parse(summary.wrapUpUntil) - now + 999 : null;

  async function choose(next: string) {
    setDisposition(next);
    setProblem(await act(summary.id, 'disposition', { disposition: next || null }));
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
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      <div class="wrap-up-fields">
        <DispositionField dispositions={dispositions} value={disposition} onChange={(next) => void choose(next)} />
        <button type="button" class="primary" onClick={() => void finish()}>
          {words.wrapUp.finish}
        </button>
      </div>
    </section>
  );
}
