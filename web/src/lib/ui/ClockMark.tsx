import type { Summary } from '../contract';
import { pressing } from '../desk/clocks';
import { clockText } from '../i18n/times';
import { useWords } from '../i18n/language';
import { Icon } from './Icon';
import { useNow } from './now';

const dayMs = 86_400_000;

/** The conversation's most pressing target: time left, that it stands still, or that it is breached. Nothing when no clock runs. */
export function ClockMark({ summary }: { summary: Summary }) {
  const words = useWords();
  const now = useNow();
  const clock = pressing(summary, now);
  if (!clock) return null;
  const measure = words.measures[clock.measure];
  if (clock.state === 'breached')
    return (
      <span class="sla sla-breached" title={words.clockBreached(measure)}>
        {words.breachedMark(measure)}
      </span>
    );
  if (clock.state === 'paused')
    return (
      <span class="sla" title={words.clockPaused(measure)}>
        <Icon name="pause" /> {words.paused}
      </span>
    );
  if (clock.dueAt === null) return null;
  const leftMs = Date.parse(clock.dueAt) - now + 999;
  // A target that is days away needs no seconds.
  const left = leftMs >= dayMs ? words.duration.days(Math.floor(leftMs / dayMs)) : clockText(leftMs);
  return (
    <span class="sla" title={words.clockIn(measure, left)}>
      <Icon name="clock" /> {left}
    </span>
  );
}
