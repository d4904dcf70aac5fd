import type { FirstResponse } from '../contract';
import { clockText } from '../i18n/times';
import { useWords } from '../i18n/language';
import { Icon } from './Icon';
import { useNow } from './now';

/** The same rule as the server's, applied at the moment the answer is due; the pushed fact only confirms it. */
export const isBreached = (firstResponse: FirstResponse, nowMs: number): boolean =>
  firstResponse.state === 'breached' || (firstResponse.state === 'running' && nowMs >= Date.parse(firstResponse.dueAt));

/** Time left to the first response, then the breach; nothing once answered in time. */
export function FirstResponseClock({ firstResponse }: { firstResponse: FirstResponse }) {
  return firstResponse.state === 'stopped' ? null : <Running firstResponse={firstResponse} />;
}

function Running({ firstResponse }: { firstResponse: FirstResponse }) {
  const words = useWords();
  const now = useNow();
  if (isBreached(firstResponse, now)) return <span class="sla sla-breached">{words.breached}</span>;
  const left = clockText(Date.parse(firstResponse.dueAt) - now + 999);
  return (
    <span class="sla" title={words.firstResponseIn(left)}>
      <Icon name="clock" /> {left}
    </span>
  );
}
