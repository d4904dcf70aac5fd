import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { isOfferedToMe, listed } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { loadMore, loadView } from '@/lib/desk/sync';
import { useWords } from '@/lib/i18n/language';
import { Empty } from '@/lib/ui/Empty';
import { Filters } from './Filters';
import { ListEntry } from './ListEntry';
import { Tabs } from './Tabs';
import { windowOf } from './window';

/** Fixed heights (in pixels, as in the style sheet) let a list of ten thousand keep only what the eye sees in the page. */
const entryHeight = 62;
const offeredHeight = 98;

export function ConversationList({ onOpen }: { onOpen: (summary: Summary) => void }) {
  const words = useWords();
  const view = useDesk((state) => state.view);
  const filter = useDesk((state) => state.filter);
  const conversations = useDesk((state) => state.conversations);
  const { loaded, failed, cursor } = useDesk((state) => state.views[state.view]);
  const selectedId = useDesk((state) => state.selectedId);
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  // `conversations` is what the list is made of: nothing else changes which entries it has, or their order.
  const summaries = useMemo(() => listed(desk.get(), view, filter), [view, filter, conversations, meId]);
  const heights = useMemo(
    () => summaries.map((summary) => (isOfferedToMe(summary, meId) ? offeredHeight : entryHeight)),
    [summaries, meId],
  );

  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setScroll({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  // Stepping by key may lead out of sight.
  useEffect(() => {
    const index = summaries.findIndex((summary) => summary.id === selectedId);
    if (index >= 0 && scroller.current) scrollTo(scroller.current, heights, index);
  }, [selectedId]);
  const shown = windowOf(heights, scroll.top, scroll.height);

  return (
    <nav class="list-pane" aria-label={words.listLabel}>
      <Tabs />
      <Filters />
      <div class="list-scroll" id="conversation-list" role="tabpanel" aria-labelledby={`tab-${view}`} ref={scroller}>
        <ol class="list" style={{ height: `${shown.totalHeight}px` }}>
          {summaries.slice(shown.from, shown.to).map((summary, index) => (
            <li
              key={summary.id}
              style={{ top: `${shown.tops[index] ?? 0}px` }}
              aria-setsize={summaries.length}
              aria-posinset={shown.from + index + 1}
            >
              <ListEntry summary={summary} isSelected={summary.id === selectedId} onOpen={onOpen} />
            </li>
          ))}
        </ol>
        {failed && (
          <Empty title={words.viewFailed}>
            <button type="button" onClick={() => loadView(view)}>
              {words.tryAgain}
            </button>
          </Empty>
        )}
        {!failed && summaries.length === 0 && <Empty title={loaded ? words.viewEmpty[view] : words.loading} />}
        {cursor && (
          <button type="button" class="more" onClick={() => loadMore(view)}>
            {words.more}
          </button>
        )}
      </div>
    </nav>
  );
}

function scrollTo(scroller: HTMLElement, heights: readonly number[], index: number) {
  const top = heights.slice(0, index).reduce((sum, height) => sum + height, 0);
  const bottom = top + (heights[index] ?? 0);
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
}
