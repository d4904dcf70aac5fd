import type { Summary } from '../contract';

/** How many customer messages were unanswered, and at which version, when the agent last looked. */
export interface Seen {
  version: number;
  unanswered: number;
}

export type SeenById = Readonly<Record<string, Seen>>;

const mostRemembered = 500;

/** Customer messages that came since the agent last looked. A reply in between restarts the server's count, so a lower one is all new. */
export function unread(summary: Summary, seen: Seen | undefined): number {
  if (!seen || summary.unanswered < seen.unanswered) return summary.unanswered;
  return summary.version <= seen.version ? 0 : summary.unanswered - seen.unanswered;
}

export function looked(seenById: SeenById, summary: Summary): SeenById {
  const held = seenById[summary.id];
  if (held && held.version >= summary.version) return seenById;
  const kept = Object.entries(seenById)
    .filter(([id]) => id !== summary.id)
    .slice(-(mostRemembered - 1));
  return { ...Object.fromEntries(kept), [summary.id]: { version: summary.version, unanswered: summary.unanswered } };
}
