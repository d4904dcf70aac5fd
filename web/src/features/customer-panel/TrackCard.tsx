import { useEffect } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { TrackItem } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { fullText, timeText } from '@/lib/i18n/times';
import { keepLooking } from '@/lib/live/look-again';
import { useLoaded } from '@/lib/ui/loaded';

/** The visitor's page tells a little more often than this. */
const lookEveryMs = 15_000;

/** The channel whose customers are on pages that tell what they look at. */
const ownPage = 'webchat';

export function TrackCard({ summary }: { summary: Summary }) {
  if (summary.channel !== ownPage && !summary.channels?.includes(ownPage)) return null;
  return <Track id={summary.id} />;
}

/** Where the visitor is and was on the shop's pages, newest first, and what they did there. */
function Track({ id }: { id: string }) {
  const words = useWords();
  const language = useLanguage();
  const { value, again } = useLoaded(() => api.track(id), `track ${id}`);
  useEffect(() => keepLooking(lookEveryMs, again), [again]);
  if (!value || value.items.length === 0) return null;
  return (
    <section aria-labelledby="panel-track">
      <h2 id="panel-track">{words.track}</h2>
      <p class="quiet">
        {[
          value.isPresent && words.trackHere,
          value.count > 1 && words.trackVisit(value.count),
          value.cameFrom && words.trackCameFrom(value.cameFrom),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ol class="events">
        {value.items.toReversed().map((item, index) => (
          <li key={value.items.length - index}>
            <time dateTime={item.at} title={fullText(item.at, language)}>
              {timeText(item.at, language)}
            </time>
            <span title={item.address ?? undefined}>{lineOf(item)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** An act with what belongs to it, or a page by its title. What comes from a page is text and never a link that is followed by mistake. */
function lineOf({ act, values, title, address }: TrackItem): string {
  if (!act) return title || address || '';
  const facts = Object.entries(values ?? {}).map(([name, value]) => `${name} ${value}`);
  return [act, ...facts].join(' · ');
}
