import type { Explanation, Named } from '@/lib/contract';
import { useWords } from '@/lib/i18n/language';
import { spanText } from '@/lib/i18n/times';

/** The router's own account of its choice: every candidate it looked at and why each was or was not chosen. */
export function WhyMe({ agent, why }: { agent: Named; why: Explanation }) {
  const words = useWords();
  return (
    <>
      <p class="quiet">{words.whyMeFor(agent.name, String(why.policyVersion))}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.candidate}</th>
            <th scope="col">{words.verdict}</th>
            <th scope="col" class="figure">
              {words.occupancy}
            </th>
            <th scope="col" class="figure">
              {words.idle}
            </th>
          </tr>
        </thead>
        <tbody>
          {why.candidates.map((candidate) => (
            <tr key={candidate.agent.id} class={candidate.verdict === 'chosen' ? 'chosen' : undefined}>
              <th scope="row">{candidate.agent.name}</th>
              <td>{words.verdicts[candidate.verdict] ?? candidate.verdict}</td>
              <td class="figure">
                {candidate.load}/{candidate.capacity}
              </td>
              <td class="figure">
                {candidate.idleSince ? spanText(Date.parse(why.at) - Date.parse(candidate.idleSince), words) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {why.furtherCandidates > 0 && <p class="quiet">{words.furtherCandidates(why.furtherCandidates)}</p>}
    </>
  );
}
