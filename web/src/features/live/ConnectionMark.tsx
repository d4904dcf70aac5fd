import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';

/** Always on screen: whether what the agent sees is live. */
export function ConnectionMark() {
  const words = useWords();
  const live = useDesk((state) => state.live);
  return (
    <span class={`live live-${live}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span class="live-text">{words.live[live]}</span>
    </span>
  );
}

/** A line across the page while it is not. */
export function ConnectionBanner() {
  const words = useWords();
  const live = useDesk((state) => state.live);
  if (live !== 'reconnecting' && live !== 'offline') return null;
  return (
    <p class={`banner banner-${live}`} role="alert">
      {words.liveHint[live]}
    </p>
  );
}
