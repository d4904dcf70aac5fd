const firstDelayMs = 400;
const longestDelayMs = 15_000;

/**
 * How long to wait before the given attempt (0 is the first after a loss). Full jitter between half and the whole, so that a
 * thousand desks do not return in the same instant after a server restarts.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.round(ceilingMs * (0.5 + random() / 2));
}
