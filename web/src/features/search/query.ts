import { readStored, writeStored } from '@/lib/storage';

/** What is searched for; an empty part asks for nothing. */
export interface Search {
  q: string;
  state: 'all' | 'open' | 'closed';
  channel: string;
  queue: string;
  label: string;
}

export const noSearch: Search = { q: '', state: 'all', channel: '', queue: '', label: '' };

export const isEmpty = (search: Search): boolean =>
  search.q.trim() === '' && search.channel === '' && search.queue === '' && search.label.trim() === '';

export function queryOf(search: Search): URLSearchParams {
  const query = new URLSearchParams({ state: search.state });
  for (const name of ['q', 'channel', 'queue', 'label'] as const) {
    const value = search[name].trim();
    if (value !== '') query.set(name, value);
  }
  return query;
}

export interface SavedView {
  name: string;
  search: Search;
}

const mostSaved = 20;
const key = (agentId: string) => `omni.views.${agentId}`;

/** An agent's own, kept by this browser. */
export const savedViews = (agentId: string): readonly SavedView[] => readStored<SavedView[]>(key(agentId), []);

export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter((one) => one.name !== view.name), view].slice(-mostSaved);
}

export const keepViews = (agentId: string, views: readonly SavedView[]): void =>
  writeStored(key(agentId), views.length === 0 ? null : views);
