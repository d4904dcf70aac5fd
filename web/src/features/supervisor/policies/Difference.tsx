import { useState } from 'preact/hooks';
import type { PolicyDifference, PolicyList } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useSupervisorWords } from '../words/words';

const draft = 'draft';

/** What is different between two versions, path by path. */
export function Difference({ list, to }: { list: PolicyList | null; to: string | null }) {
  const { policies } = useSupervisorWords();
  const names = [...(list?.draft ? [draft] : []), ...(list?.items.map((item) => item.version) ?? [])];
  // What is live against what it replaced; anything else against what is live.
  const isLive = to === list?.active || (to === null && !list?.draft);
  const [left, setLeft] = useState(
    (isLive ? list?.items.find((item) => item.version !== list.active)?.version : list?.active) ?? '',
  );
  const [right, setRight] = useState(to ?? (list?.draft ? draft : (list?.active ?? '')));
  const choose = (value: string, label: string, onChange: (version: string) => void) => (
    <label class="inline-field">
      <span class="quiet">{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name === draft ? policies.draft : name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div class="difference-head">
        {choose(left, policies.from, setLeft)}
        {choose(right, policies.to, setRight)}
      </div>
      {left !== '' && right !== '' && left !== right ? (
        <Changes from={left} to={right} />
      ) : (
        <p class="quiet">{policies.noDifference}</p>
      )}
    </>
  );
}

function Changes({ from, to }: { from: string; to: string }) {
  const words = useWords();
  const { policies } = useSupervisorWords();
  const { value, problem } = useLoaded(() => adminApi.difference(from, to), `${from} ${to}`);
  if (problem) return <Notice>{problemText(problem, words)}</Notice>;
  if (!value) return <p class="quiet">{words.loading}</p>;
  if (value.changes.length === 0) return <p class="quiet">{policies.noDifference}</p>;
  return (
    <table class="difference">
      <thead>
        <tr>
          <th scope="col">{policies.path}</th>
          <th scope="col">{policies.from}</th>
          <th scope="col">{policies.to}</th>
        </tr>
      </thead>
      <tbody>
        {value.changes.map((change) => (
          <Change key={change.path} change={change} />
        ))}
      </tbody>
    </table>
  );
}

const Change = ({ change }: { change: PolicyDifference }) => (
  <tr>
    <th scope="row">
      <code>{change.path}</code>
    </th>
    <td class="removed">{change.from ?? '–'}</td>
    <td class="added">{change.to ?? '–'}</td>
  </tr>
);
