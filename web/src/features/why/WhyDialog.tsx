import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { RecordedExplanation } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useCloseDialog } from '@/lib/desk/dialog';
import { useLanguage } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { useWords } from '@/lib/i18n/language';
import { timeText } from '@/lib/i18n/times';
import { Dialog } from '@/lib/ui/Dialog';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { AssignmentTable } from './AssignmentTable';
import { EvaluateAgain } from './EvaluateAgain';
import { OverflowTable } from './OverflowTable';
import { RouteTable } from './RouteTable';
import { useWhyWords } from './words/words';

/** Every decision that moved a conversation, the latest first: what was known, what was asked of whom, and what came of it. */
export function WhyDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const close = useCloseDialog();
  const why = useWhyWords();
  const language = useLanguage();
  const { value, problem } = useLoaded(() => api.explanations(summary.id), `${summary.id} ${summary.version}`);
  const [chosenSeq, setChosen] = useState<number | null>(null);
  const items = [...(value?.items ?? [])].sort((a, b) => b.seq - a.seq);
  const chosen = items.find((item) => item.seq === chosenSeq) ?? items[0];
  return (
    <Dialog title={why.title} onClose={close} wide>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {!value && !problem && <p class="quiet">{words.loading}</p>}
      {value && items.length === 0 && <p class="quiet">{words.whyMeNone}</p>}
      {chosen && (
        <div class="why">
          <ol class="why-list" aria-label={why.decisions}>
            {items.map((item) => (
              <li key={item.seq}>
                <button type="button" aria-current={item.seq === chosen.seq} onClick={() => setChosen(item.seq)}>
                  <span>{why.kinds[item.kind]}</span>
                  <time dateTime={item.at} class="quiet">
                    {timeText(item.at, language)}
                  </time>
                </button>
              </li>
            ))}
          </ol>
          <div class="why-body">
            <Body item={chosen} />
            <EvaluateAgain key={`${summary.id} ${chosen.seq}`} id={summary.id} seq={chosen.seq} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Body({ item }: { item: RecordedExplanation }) {
  switch (item.kind) {
    case 'assignment':
    case 'waiting':
      return <AssignmentTable why={item.why} />;
    case 'route':
      return <RouteTable why={item.why} />;
    case 'overflow':
      return <OverflowTable why={item.why} />;
  }
}
