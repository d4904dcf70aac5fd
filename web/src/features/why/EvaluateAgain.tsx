import { useState } from 'preact/hooks';
import type { Evaluation } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Notice } from '@/lib/ui/Notice';
import { useWhyWords } from './words/words';

/** Takes the stored decision once more from what it kept, and says whether the answer is the same. */
export function EvaluateAgain({ id, seq }: { id: string; seq: number }) {
  const words = useWords();
  const why = useWhyWords();
  const [outcome, setOutcome] = useState<Evaluation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function evaluate() {
    const answer = await api.evaluate(id, seq);
    setOutcome(answer.ok ? answer.value : null);
    setProblem(answer.ok ? null : answer.problem);
  }

  return (
    <div class="evaluate">
      <button type="button" onClick={() => void evaluate()}>
        {why.evaluate}
      </button>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {outcome && (
        <p role="status" class={outcome.same === null ? 'quiet' : outcome.same ? 'good' : 'over'}>
          {outcome.same === null ? why.notAgain : outcome.same ? why.same : why.different}
          {outcome.hash && ` · ${outcome.hash.slice(0, 12)}`}
          {outcome.elapsedMicroseconds != null && ` · ${why.microseconds(outcome.elapsedMicroseconds)}`}
        </p>
      )}
    </div>
  );
}
