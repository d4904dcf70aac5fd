import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { ActionId } from '@/lib/desk/actions';
import { desk, useDesk } from '@/lib/desk/desk';
import { dialogOpened } from '@/lib/desk/state';
import { ActionWindow } from './ActionWindow';
import { CommandBar } from './CommandBar';

/** The window that is open over the desk, if any. `further` are those of other parts of the desk. */
export function Windows({ further }: { further: Partial<Record<ActionId | 'macro', ComponentType<{ summary: Summary }>>> }) {
  const dialog = useDesk((state) => state.dialog);
  const summary = useDesk((state) =>
    state.dialog?.conversationId ? state.conversations.get(state.dialog.conversationId)?.summary : undefined,
  );
  const isLost = dialog !== null && dialog.name !== 'commandBar' && !summary;
  useEffect(() => {
    if (isLost) desk.update((state) => dialogOpened(state, null));
  }, [isLost]);

  if (!dialog) return null;
  if (dialog.name === 'commandBar') return <CommandBar />;
  if (!summary) return null;
  const Further = further[dialog.name];
  if (Further) return <Further summary={summary} />;
  return dialog.name === 'macro' ? null : (
    <ActionWindow key={`${dialog.name} ${summary.id}`} action={dialog.name} summary={summary} />
  );
}
