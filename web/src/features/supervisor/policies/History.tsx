import { adminApi } from '@/lib/desk/admin-api';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText } from '@/lib/i18n/times';
import { wordOf } from '@/lib/ui/event-text';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useSupervisorWords } from '../words/words';

/** Who changed the rules when, from what to what, and why. */
export function History() {
  const words = useWords();
  const { policies } = useSupervisorWords();
  const language = useLanguage();
  const { value, problem } = useLoaded(adminApi.history, 'history');
  if (problem) return <Notice>{problemText(problem, words)}</Notice>;
  if (!value) return <p class="quiet">{words.loading}</p>;
  if (value.items.length === 0) return <p class="quiet">{policies.noHistory}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{policies.when}</th>
          <th scope="col">{policies.who}</th>
          <th scope="col">{policies.what}</th>
          <th scope="col">{policies.from}</th>
          <th scope="col">{policies.to}</th>
          <th scope="col">{policies.note}</th>
        </tr>
      </thead>
      <tbody>
        {value.items.map((item, index) => (
          <tr key={index}>
            <td>{fullText(item.at, language)}</td>
            <td>{item.by?.name ?? policies.system}</td>
            <td>{wordOf(policies.kinds, item.kind)}</td>
            <td>{item.from ?? '–'}</td>
            <td>{item.to ?? '–'}</td>
            <td>{item.note ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
