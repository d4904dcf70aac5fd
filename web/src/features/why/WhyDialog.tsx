import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { Explanation } from '@/lib/contract-work';
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
  const { value, problem, again } = useLoaded(() => api.explanations(summary.id), `${summary.id} ${summary.version}`);
  const [chosenKey, setChosen] = useState<string | null>(null);
  const items = [...(value?.items ?? [])].sort((a, b) => placeOf(b) - placeOf(a));
  const chosen = items.find((item) => keyOf(item) === chosenKey) ?? items[0];
  return (
    <Dialog title={why.title} onClose={close} wide>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {!value && !problem && <p class="quiet">{words.loading}</p>}
      {value && items.length === 0 && <p class="quiet">{words.whyMeNone}</p>}
      {chosen && (
        <div class="why">
          <ol class="why-list" aria-label={why.decisions}>
            {items.map((item) => (
              <li key={keyOf(item)}>
                <button type="button" aria-current={item === chosen} onClick={() => setChosen(keyOf(item))}>
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
            {chosen.seq === null ? (
              <div class="evaluate">
                <button type="button" onClick={again}>
                  {why.lookAgain}
                </button>
              </div>
            ) : (
              <EvaluateAgain key={`${summary.id} ${chosen.seq}`} id={summary.id} seq={chosen.seq} />
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** What is no record yet stands above all that is. */
const placeOf = (item: Explanation): number => item.seq ?? Infinity;
const keyOf = (item: Explanation): string => String(item.seq ?? item.kind);

function Body({ item }: { item: Explanation }) {
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
