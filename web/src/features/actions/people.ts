import type { AgentState } from '@/lib/contract';
import type { Dictionary } from '@/lib/i18n/zh';
import type { Choice } from './Choices';

const order = { online: 0, away: 1, offline: 2 } as const;

/** Colleagues to choose from: those who are there and have most room first. */
export function colleagues(agents: Iterable<AgentState>, without: readonly string[], words: Dictionary): Choice[] {
  const room = (agent: AgentState) => agent.capacity - agent.load;
  return [...agents]
    .filter((agent) => !without.includes(agent.id))
    .sort((a, b) => order[a.presence] - order[b.presence] || room(b) - room(a) || a.name.localeCompare(b.name))
    .map((agent) => ({
      id: agent.id,
      name: agent.name,
      dot: agent.presence,
      facts: `${words.presence[agent.presence]} · ${agent.load}/${agent.capacity}`,
    }));
}
