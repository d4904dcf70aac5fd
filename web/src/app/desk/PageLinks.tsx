import { pagesFor } from '@/features/actions/commands';
import { useDesk } from '@/lib/desk/desk';
import { openPage } from '@/lib/desk/navigation';
import { useSeat } from '@/lib/desk/seat';
import { useWords } from '@/lib/i18n/language';

/** The pages of the desk that this agent may open. */
export function PageLinks() {
  const words = useWords();
  const seat = useSeat();
  const current = useDesk((state) => state.page);
  return (
    <nav class="page-links" aria-label={words.pagesLabel}>
      {pagesFor(seat).map((page) => (
        <button key={page} type="button" aria-current={page === current ? 'page' : undefined} onClick={() => openPage(page)}>
          {words.pages[page]}
        </button>
      ))}
    </nav>
  );
}
