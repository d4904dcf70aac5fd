import type { OverflowWhy } from '@/lib/contract-work';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { spanText, timeText } from '@/lib/i18n/times';
import { wordOf } from '@/lib/ui/event-text';
import { policyText } from './AssignmentTable';
import { Facts } from './Facts';
import { useWhyWords } from './words/words';

/** How the queue stood, and which step was taken because of it. */
export function OverflowTable({ why }: { why: OverflowWhy }) {
  const words = useWords();
  const whyWords = useWhyWords();
  const language = useLanguage();
  const { outlook } = why;

  function verdictOf(step: OverflowWhy['steps'][number], done: number | null): string {
    if (step.index === done) return words.verdicts.chosen;
    if (step.wasDone) return whyWords.wasDone;
    if (step.notBefore) return whyWords.notBefore(timeText(step.notBefore, language));
    return step.failed ? whyWords.heldNot : whyWords.held;
  }

  return (
    <>
      <Facts
        facts={[
          [words.queue, outlook.queue],
          [whyWords.policy, policyText(why.policyVersion, why.policyHash)],
          [whyWords.length, String(outlook.length)],
          [whyWords.position, outlook.position == null ? null : String(outlook.position)],
          [whyWords.staffed, String(outlook.staffed)],
          [whyWords.free, String(outlook.free)],
          [whyWords.estimate, outlook.estimateSeconds == null ? null : spanText(outlook.estimateSeconds * 1000, words)],
          [whyWords.full, why.isFull ? whyWords.yes : null],
          [whyWords.whyNobody, outlook.whyNobody ? wordOf(whyWords.nobodyFree, outlook.whyNobody) : null],
        ]}
      />
      <div class="table-frame" tabIndex={0} role="region" aria-label={whyWords.steps}>
        <table>
          <thead>
            <tr>
              <th scope="col">{whyWords.step}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col">{whyWords.failed}</th>
            </tr>
          </thead>
          <tbody>
            {why.steps.map((step) => (
              <tr key={step.index} class={step.index === why.done ? 'chosen' : undefined}>
                <th scope="row">{wordOf(words.events.overflow, step.do)}</th>
                <td>{verdictOf(step, why.done)}</td>
                <td>
                  <code>{step.failed ?? ''}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
