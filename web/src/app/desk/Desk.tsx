import { useEffect, useState } from 'preact/hooks';
import { Conversation } from '@/features/conversation/Conversation';
import { ConversationList } from '@/features/conversation-list/ConversationList';
import { CustomerPanel } from '@/features/customer-panel/CustomerPanel';
import { LivePanel } from '@/features/insights/LivePanel';
import { KeysDialog } from '@/features/keys/KeysDialog';
import { startShortcuts } from '@/features/keys/shortcuts';
import { ConnectionBanner } from '@/features/live/ConnectionMark';
import { startLive } from '@/features/live/start';
import { desk, useDesk } from '@/lib/desk/desk';
import { keep } from '@/lib/desk/kept';
import { open, showAddressed } from '@/lib/desk/navigation';
import { reload } from '@/lib/desk/sync';
import { useWords } from '@/lib/i18n/language';
import { Boundary } from '@/lib/ui/Boundary';
import { TopBar } from './TopBar';
import { useTitle } from './title';

export function Desk() {
  const words = useWords();
  const [showKeys, setShowKeys] = useState(false);
  const summary = useDesk((state) => (state.selectedId ? state.conversations.get(state.selectedId)?.summary : undefined));
  useTitle();

  useEffect(() => {
    const stopKeeping = keep(desk.get().session?.agent.id ?? '');
    showAddressed();
    // The lists do not wait for the live connection, whose client is downloaded after the first paint.
    void reload();
    const live = startLive();
    const stopShortcuts = startShortcuts(() => setShowKeys(true));
    return () => {
      live.stop();
      stopShortcuts();
      stopKeeping();
    };
  }, []);

  return (
    <div class="desk">
      <TopBar onShowKeys={() => setShowKeys(true)} />
      <ConnectionBanner />
      <div class="columns">
        <Boundary>
          <ConversationList onOpen={open} />
        </Boundary>
        <Boundary key={summary?.id}>
          <Conversation />
        </Boundary>
        <aside class="panel" aria-label={words.panelLabel} tabIndex={0}>
          <Boundary key={summary?.id}>{summary && <CustomerPanel summary={summary} />}</Boundary>
          <LivePanel />
        </aside>
      </div>
      {showKeys && <KeysDialog onClose={() => setShowKeys(false)} />}
    </div>
  );
}
