import type { SavedView } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { newMessageId } from '@/lib/ids';
import type { Problem } from '@/lib/http';
import { forgetLocalViews, localViews, viewsToMove } from './query';

/** One's saved views as the server keeps them. Those that this browser kept before are brought there once, and are forgotten here when they are. */
export async function loadViews(agentId: string): Promise<{ views: SavedView[]; problem: Problem | null }> {
  const answer = await api.views();
  if (!answer.ok) return { views: [], problem: answer.problem };
  const views = [...answer.value.items];
  for (const view of viewsToMove(localViews(agentId), views, newMessageId)) {
    const saved = await api.saveView(view);
    if (!saved.ok) return { views, problem: saved.problem };
    views.push(saved.value);
  }
  forgetLocalViews(agentId);
  return { views, problem: null };
}
