/**
 * Runs `look` every so often while the page is seen, and at once when it is seen again after longer than that, as after a night's
 * sleep of the machine. Answers how to stop.
 */
export function keepLooking(everyMs: number, look: () => void): () => void {
  let lastMs = Date.now();
  const run = () => {
    if (document.hidden) return;
    lastMs = Date.now();
    look();
  };
  const onSeen = () => {
    if (Date.now() - lastMs >= everyMs) run();
  };
  const timer = setInterval(run, everyMs);
  document.addEventListener('visibilitychange', onSeen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onSeen);
  };
}
