import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../clock';

const tickMs = 1_000;
const listeners = new Set<(nowMs: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The server's time, once a second: one timer for every running clock on the page. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    listeners.add(setNow);
    timer ??= setInterval(() => {
      const nowMs = serverNow();
      for (const listener of listeners) listener(nowMs);
    }, tickMs);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}
