import { spanText, waitingText } from '../i18n/times';
import { useWords } from '../i18n/language';
import { useNow } from './now';

const noticeAfterMs = 60_000;
const urgentAfterMs = 180_000;

/** Three steps of urgency, so that the eye finds the longest waiting without reading. */
export const waitingStep = (waitedMs: number): 'calm' | 'notice' | 'urgent' =>
  waitedMs >= urgentAfterMs ? 'urgent' : waitedMs >= noticeAfterMs ? 'notice' : 'calm';

/** How long the customer has waited, ticking. */
export function Waiting({ since }: { since: string }) {
  const words = useWords();
  const waitedMs = useNow() - Date.parse(since);
  return (
    <span class={`waiting waiting-${waitingStep(waitedMs)}`} title={words.waited(spanText(waitedMs, words))}>
      {waitingText(waitedMs, words)}
    </span>
  );
}
