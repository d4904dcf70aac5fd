import type { RouteWhy } from '@/lib/contract-work';
import { useWords } from '@/lib/i18n/language';
import { policyText } from './AssignmentTable';
import { wordOf } from '@/lib/ui/event-text';
import { Facts } from './Facts';
import { flatFacts } from './facts';
import { useWhyWords } from './words/words';

/** Each rule that was tried, in order, with the condition that decided against it. */
export function RouteTable({ why }: { why: RouteWhy }) {
  const words = useWords();
  const whyWords = useWhyWords();
  return (
    <>
      <p class="why-verdict">{whyWords.routedTo(why.queue.name)}</p>
      <Facts
        facts={[
          [whyWords.policy, policyText(why.policyVersion, why.policyHash)],
          [
            whyWords.seat,
            why.seat ? `${wordOf(whyWords.seats, why.seat)}${why.seatBecause ? ` · ${why.seatBecause}` : ''}` : null,
          ],
          ...flatFacts(why.facts),
        ]}
      />
      <div class="table-frame" tabIndex={0} role="region" aria-label={whyWords.rules}>
        <table>
          <thead>
            <tr>
              <th scope="col">{whyWords.rule}</th>
              <th scope="col">{whyWords.level}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col">{whyWords.failed}</th>
            </tr>
          </thead>
          <tbody>
            {why.rules.map((rule, index) => (
              <tr key={`${index} ${rule.name}`} class={rule.held ? 'chosen' : undefined}>
                <th scope="row">{rule.name}</th>
                <td>{whyWords.levels[rule.level]}</td>
                <td>{rule.held ? whyWords.held : whyWords.heldNot}</td>
                <td>
                  <code>{rule.failed ?? ''}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
