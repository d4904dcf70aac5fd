import type { SavedView } from '@/lib/contract-work';
import { readStored, writeStored } from '@/lib/storage';

/** What is searched for; an empty part asks for nothing. */
export type Search = SavedView['search'];

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

const mostSaved = 50;
const key = (agentId: string) => `omni.views.${agentId}`;

/** What was saved in this browser before the server kept it. */
export interface LocalView {
  name: string;
  search: Search;
}

export const localViews = (agentId: string): readonly LocalView[] => readStored<LocalView[]>(key(agentId), []);

export const forgetLocalViews = (agentId: string): void => writeStored(key(agentId), null);

/** A view saved under a name that there is takes the other's place. */
export function viewToSave(views: readonly SavedView[], name: string, search: Search, newId: string): SavedView {
  return { id: views.find((view) => view.name === name)?.id ?? newId, name, search };
}

export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] => [
  ...views.filter((one) => one.id !== view.id),
  view,
];

/** Those of this browser that the server has not: where it has another one of that name, both are kept. */
export function viewsToMove(local: readonly LocalView[], kept: readonly SavedView[], newId: () => string): SavedView[] {
  const moved: SavedView[] = [];
  for (const view of local) {
    const all = [...kept, ...moved];
    const same = all.find((one) => one.name === view.name);
    if (same && queryOf(same.search).toString() === queryOf(view.search).toString()) continue;
    if (all.length === mostSaved) break;
    moved.push({ id: newId(), name: freeName(view.name, all), search: view.search });
  }
  return moved;
}

const maxNameLength = 40;

function freeName(name: string, taken: readonly SavedView[]): string {
  const isTaken = (wanted: string) => taken.some((view) => view.name === wanted);
  if (!isTaken(name)) return name;
  let n = 2;
  while (isTaken(numbered(name, n))) n++;
  return numbered(name, n);
}

const numbered = (name: string, n: number): string => `${name.slice(0, maxNameLength - ` (${n})`.length)} (${n})`;
