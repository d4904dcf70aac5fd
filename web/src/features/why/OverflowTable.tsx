import type { OverflowWhy } from '@/lib/contract-work';
import { useWords } from '@/lib/i18n/language';
import { spanText } from '@/lib/i18n/times';
import { wordOf } from '@/lib/ui/event-text';
import { Facts } from './Facts';
import { useWhyWords } from './words/words';

/** How the queue stood, and which step was taken because of it. */
export function OverflowTable({ why }: { why: OverflowWhy }) {
  const words = useWords();
  const whyWords = useWhyWords();
  const { outlook } = why;
  return (
    <>
      <Facts
        facts={[
          [words.queue, outlook.queue.name],
          [whyWords.length, String(outlook.length)],
          [whyWords.position, outlook.position == null ? null : String(outlook.position)],
          [whyWords.staffed, String(outlook.staffed)],
          [whyWords.free, String(outlook.free)],
          [whyWords.estimate, outlook.estimateSeconds == null ? null : spanText(outlook.estimateSeconds * 1000, words)],
          [whyWords.whyNobody, outlook.whyNobody ? wordOf(whyWords.nobodyFree, outlook.whyNobody) : null],
        ]}
      />
      <div class="table-frame" tabIndex={0} role="region" aria-label={whyWords.steps}>
        <table>
          <thead>
            <tr>
              <th scope="col">{whyWords.step}</th>
              <th scope="col">{whyWords.when}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col">{whyWords.failed}</th>
            </tr>
          </thead>
          <tbody>
            {why.steps.map((step, index) => (
              <tr key={index} class={step.chosen ? 'chosen' : undefined}>
                <th scope="row">{wordOf(words.events.overflow, step.do)}</th>
                <td>
                  <code>{step.when ?? ''}</code>
                </td>
                <td>{step.chosen ? words.verdicts.chosen : step.held ? whyWords.held : whyWords.heldNot}</td>
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
