import { useMemo } from 'preact/hooks';
import { listed } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { groupCounts } from '@/lib/desk/filters';
import { filterChosen } from '@/lib/desk/state';
import { useWords } from '@/lib/i18n/language';

/** Chips that narrow a list to one phase, when it holds more than one. */
export function Filters() {
  const words = useWords();
  const view = useDesk((state) => state.view);
  const filter = useDesk((state) => state.filter);
  const conversations = useDesk((state) => state.conversations);
  const groups = useMemo(() => groupCounts(listed(desk.get(), view)), [view, conversations]);
  if (groups.length < 2 && filter === null) return null;
  return (
    <div class="filters" role="group" aria-label={words.filterLabel}>
      <button type="button" aria-pressed={filter === null} onClick={() => desk.update((state) => filterChosen(state, null))}>
        {words.filterAll}
      </button>
      {groups.map((group) => (
        <button
          key={group.filter}
          type="button"
          aria-pressed={group.filter === filter}
          onClick={() => desk.update((state) => filterChosen(state, group.filter === filter ? null : group.filter))}
        >
          {words.filters[group.filter]} <span class="count">{group.count}</span>
        </button>
      ))}
    </div>
  );
}
