import type { PolicyList } from '@/lib/contract-admin';
import { useLanguage } from '@/lib/i18n/language';
import { shortText } from '@/lib/i18n/times';
import { useSupervisorWords } from '../words/words';

interface Props {
  list: PolicyList | null;
  shown: string | null;
  onOpen: (version: string) => void;
  onDraft: () => void;
  onRollBack: (version: string) => void;
}

export function Versions({ list, shown, onOpen, onDraft, onRollBack }: Props) {
  const { policies } = useSupervisorWords();
  const language = useLanguage();
  return (
    <nav class="versions" aria-label={policies.versions}>
      <h3>{policies.versions}</h3>
      <ol>
        {list?.draft && (
          <li>
            <button type="button" aria-current={shown === null} onClick={onDraft}>
              <span>{policies.draft}</span>
            </button>
          </li>
        )}
        {list?.items.map((item) => (
          <li key={item.version}>
            <button type="button" aria-current={shown === item.version} onClick={() => onOpen(item.version)}>
              <span class="version-name">
                {item.version}
                {item.version === list.active && <span class="tag tag-live">{policies.live}</span>}
              </span>
              <span class="quiet">
                <code>{item.hash.slice(0, 8)}</code> {item.activatedAt && shortText(item.activatedAt, language)}
              </span>
              {item.note && <span class="quiet">{item.note}</span>}
            </button>
            {item.version !== list.active && item.activatedAt && (
              <button type="button" class="link" onClick={() => onRollBack(item.version)}>
                {policies.rollBack}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
