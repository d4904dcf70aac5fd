import type { AgentState } from '@/lib/contract';

/** The name being typed after an `@` before the caret; null when none is. */
export function typedMention(text: string, caret: number): string | null {
  const found = /(?:^|[\s，。、；])@([^\s@]{0,40})$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

const mostSuggested = 6;

/** Colleagues whose name or id holds what was typed, those whose name begins with it first. */
export function suggested(agents: readonly AgentState[], typed: string): AgentState[] {
  const wanted = typed.toLowerCase();
  const rank = (agent: AgentState) => (agent.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return agents
    .filter((agent) => agent.name.toLowerCase().includes(wanted) || agent.id.includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, mostSuggested);
}

/** The text with the typed name completed, and where the caret goes. */
export function completed(text: string, caret: number, agent: AgentState): { text: string; caret: number } {
  const typed = typedMention(text, caret) ?? '';
  const head = `${text.slice(0, caret - typed.length)}${agent.name} `;
  return { text: head + text.slice(caret), caret: head.length };
}

/** Ids of the colleagues that a note calls by `@` and their full name. */
export const mentionsIn = (text: string, agents: readonly AgentState[]): string[] =>
  agents.filter((agent) => text.includes(`@${agent.name}`)).map((agent) => agent.id);
