import type { Named } from '@/lib/contract';
import type { AssignmentWhy, JudgedCandidate, SkillNeed, WideningStep } from '@/lib/contract-work';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { fullText, spanText } from '@/lib/i18n/times';
import { wordOf } from '@/lib/ui/event-text';
import { Facts } from './Facts';
import { useWhyWords, type WhyWords } from './words/words';

/** All candidates with what was judged of each, and what the conversation asked for. */
export function AssignmentTable({ why }: { why: AssignmentWhy }) {
  const words = useWords();
  const whyWords = useWhyWords();
  const language = useLanguage();
  const chosen = nameOf(why.chosen);
  return (
    <>
      <p class="why-verdict">
        {chosen ? whyWords.chosen(chosen, why.candidates.length + why.furtherCandidates) : whyWords.nobody}
      </p>
      <Facts
        facts={[
          [whyWords.at, fullText(why.at, language)],
          [words.queue, nameOf(why.queue)],
          [whyWords.waited, spanText(Date.parse(why.at) - Date.parse(why.waitingSince), words)],
          ...termFacts(why, whyWords),
          [whyWords.widened, (why.widenedBy ?? []).map((step) => widenedText(step, whyWords)).join('; ') || null],
          [whyWords.policy, policyText(why.policyVersion, why.policyHash)],
          [whyWords.elapsed, why.elapsedMicroseconds == null ? null : whyWords.microseconds(why.elapsedMicroseconds)],
        ]}
      />
      <div class="table-frame" tabIndex={0} role="region" aria-label={whyWords.candidates}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.candidate}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col">{whyWords.presence}</th>
              <th scope="col" class="figure">
                {words.occupancy}
              </th>
              <th scope="col" class="figure">
                {words.idle}
              </th>
              <th scope="col">{whyWords.gaps}</th>
              <th scope="col" class="figure">
                {whyWords.weight}
              </th>
            </tr>
          </thead>
          <tbody>
            {why.candidates.map((candidate) => (
              <Row key={candidate.agent.id} candidate={candidate} at={why.at} />
            ))}
          </tbody>
        </table>
      </div>
      {why.furtherCandidates > 0 && (
        <p class="quiet">
          {words.furtherCandidates(why.furtherCandidates)}
          {(why.further ?? []).map(
            (group) => ` · ${wordOf(words.verdicts, group.verdict)}: ${group.agents.map((agent) => agent.name).join(', ')}`,
          )}
        </p>
      )}
    </>
  );
}

function Row({ candidate, at }: { candidate: JudgedCandidate; at: string }) {
  const words = useWords();
  const { presence, reason, gaps = [], weight, idleSince } = candidate;
  return (
    <tr class={candidate.verdict === 'chosen' ? 'chosen' : undefined}>
      <th scope="row">{candidate.agent.name}</th>
      <td>{wordOf(words.verdicts, candidate.verdict)}</td>
      <td>{[presence && words.presence[presence], reason].filter(Boolean).join(' · ') || '–'}</td>
      <td class="figure">
        {candidate.load}/{candidate.capacity}
      </td>
      <td class="figure">{idleSince ? spanText(Date.parse(at) - Date.parse(idleSince), words) : '–'}</td>
      <td>{needsText(gaps) ?? '–'}</td>
      <td class="figure">{weight ?? '–'}</td>
    </tr>
  );
}

function termFacts({ terms }: AssignmentWhy, words: WhyWords): [string, string | null][] {
  if (!terms) return [];
  return [
    [words.strategy, words.strategies[terms.strategy as keyof typeof words.strategies] ?? terms.strategy],
    [words.priority, String(terms.priority)],
    [words.units, String(terms.units)],
    [words.require, needsText(terms.require)],
    [words.prefer, needsText(terms.prefer)],
    [words.owner, terms.owner?.name ?? null],
    [words.lastAgent, terms.lastAgent?.name ?? null],
    [words.only, terms.only?.name ?? null],
  ];
}

const needsText = (needs: readonly SkillNeed[]): string | null =>
  needs.map((need) => `${need.skill} L${need.level}`).join(', ') || null;

function widenedText(step: WideningStep, words: WhyWords): string {
  const parts = [
    step.dropPreferred && words.dropPreferred,
    step.lowerLevelBy && words.lowerLevel(step.lowerLevelBy),
    step.addQueues?.length && words.addQueues(step.addQueues.join(', ')),
  ].filter(Boolean);
  return words.after(step.afterSeconds, parts.join(', '));
}

export const policyText = (version: string | number, hash: string | undefined): string =>
  hash ? `${version} · ${hash.slice(0, 12)}` : String(version);

const nameOf = (one: Named | string | null): string | null => (one === null || typeof one === 'string' ? one : one.name);
