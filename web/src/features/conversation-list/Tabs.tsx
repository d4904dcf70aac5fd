import { belongsTo } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import { chooseView } from '@/lib/desk/navigation';
import { views, type DeskState } from '@/lib/desk/state';
import { useWords } from '@/lib/i18n/language';
import { counted } from '@/lib/store';

/** The tabs with how many each list holds; `+` when the server has more than was loaded. */
export function Tabs() {
  const words = useWords();
  const current = useDesk((state) => state.view);
  const counts = useDesk(countsText).split(' ');

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = views[(views.indexOf(current) + step + views.length) % views.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    chooseView(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  return (
    <div class="tabs" role="tablist" aria-label={words.listLabel}>
      {views.map((view, index) => (
        <button
          key={view}
          id={`tab-${view}`}
          role="tab"
          type="button"
          aria-selected={view === current}
          aria-controls="conversation-list"
          tabIndex={view === current ? 0 : -1}
          onClick={() => chooseView(view)}
          onKeyDown={onKeyDown}
        >
          {words.views[view]} <span class="count">{counts[index]}</span>
        </button>
      ))}
    </div>
  );
}

/** One string, so that the tabs render only when a figure changes. */
const countsText = counted(
  (state: DeskState) => [state.conversations, state.views, state.session?.agent.id ?? ''] as const,
  (conversations, loaded, meId) => {
    const counts = views.map(() => 0);
    for (const { summary } of conversations.values())
      views.forEach((view, index) => {
        if (belongsTo(view, summary, meId)) counts[index] = (counts[index] ?? 0) + 1;
      });
    return views.map((view, index) => `${counts[index]}${loaded[view].cursor ? '+' : ''}`).join(' ');
  },
);
