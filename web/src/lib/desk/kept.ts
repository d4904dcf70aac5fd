import { readStored, writeStored } from '../storage';
import { desk } from './desk';
import { revived, type Outbox } from './outbox';
import type { SeenById } from './unread';

const outboxKey = (agentId: string) => `omni.outbox.${agentId}`;
const seenKey = (agentId: string) => `omni.seen.${agentId}`;

/** What this browser kept for an agent: replies not known to be recorded, and what had been read. */
export const readKept = (agentId: string): { outbox: Outbox; seen: SeenById } => ({
  outbox: revived(readStored<Outbox>(outboxKey(agentId), [])),
  seen: readStored<SeenById>(seenKey(agentId), {}),
});

/** Writes both down whenever they change; answers how to stop. */
export function keep(agentId: string): () => void {
  let last = desk.get();
  return desk.subscribe(() => {
    const now = desk.get();
    // What is shown after signing out is not this agent's any more, and must not be written over it.
    if (now.session?.agent.id !== agentId) return;
    if (now.outbox !== last.outbox) writeStored(outboxKey(agentId), now.outbox.length === 0 ? null : now.outbox);
    if (now.seen !== last.seen) writeStored(seenKey(agentId), now.seen);
    last = now;
  });
}
