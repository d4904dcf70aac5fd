import { useEffect, useState } from 'preact/hooks';
import { ActionMenu } from '@/features/actions/ActionMenu';
import { Windows } from '@/features/actions/Windows';
import { Notices } from '@/features/alerts/Notices';
import { OverdueAlert } from '@/features/alerts/OverdueAlert';
import { Conversation } from '@/features/conversation/Conversation';
import { ConversationList } from '@/features/conversation-list/ConversationList';
import { CustomerPanel } from '@/features/customer-panel/CustomerPanel';
import { LivePanel } from '@/features/insights/LivePanel';
import { KeysDialog } from '@/features/keys/KeysDialog';
import { startShortcuts } from '@/features/keys/shortcuts';
import { ConnectionBanner } from '@/features/live/ConnectionMark';
import { startLive } from '@/features/live/start';
import { letAllGo, letGo } from '@/lib/desk/commands';
import { desk, useDesk } from '@/lib/desk/desk';
import { startDrafts } from '@/lib/desk/draft-sync';
import { keep } from '@/lib/desk/kept';
import { open, showAddressed } from '@/lib/desk/navigation';
import { heldReplies } from '@/lib/desk/outbox';
import { startViewing } from '@/lib/desk/viewers';
import { useWords } from '@/lib/i18n/language';
import { Boundary } from '@/lib/ui/Boundary';
import { lazy } from '@/lib/ui/lazy';
import { TopBar } from './TopBar';
import { useTitle } from './title';

// What few open, and nobody before the desk is there, is downloaded when it is opened.
const Pages = lazy(async () => (await import('@/features/supervisor/Pages')).Pages);
const SearchPage = lazy(async () => (await import('@/features/search/SearchPage')).SearchPage);
const PhrasesPage = lazy(async () => (await import('@/features/phrases/PhrasesPage')).PhrasesPage);
const further = {
  content: lazy(async () => (await import('@/features/content/ContentDialog')).ContentDialog),
  explain: lazy(async () => (await import('@/features/why/WhyDialog')).WhyDialog),
  macro: lazy(async () => (await import('@/features/macros/MacroDialog')).MacroDialog),
  timers: lazy(async () => (await import('@/features/why/TimersDialog')).TimersDialog),
};

/** The page goes: each reply that is still held is sent at this moment, since there is no later one. */
const leaveNothingBehind = () => heldReplies(desk.get().outbox).forEach((held) => void letGo(held.messageId));

export function Desk() {
  const words = useWords();
  const [showKeys, setShowKeys] = useState(false);
  const page = useDesk((state) => state.page);
  const summary = useDesk((state) => (state.selectedId ? state.conversations.get(state.selectedId)?.summary : undefined));
  useTitle();

  useEffect(() => {
    const stopKeeping = keep(desk.get().session?.agent.id ?? '');
    showAddressed();
    // What was held when the page was left goes on its way: nobody is there any more to take it back.
    void letAllGo();
    addEventListener('pagehide', leaveNothingBehind);
    const live = startLive();
    const stopDrafts = startDrafts();
    const stopViewing = startViewing();
    const stopShortcuts = startShortcuts(() => setShowKeys(true));
    return () => {
      live.stop();
      removeEventListener('pagehide', leaveNothingBehind);
      stopShortcuts();
      stopDrafts();
      stopViewing();
      stopKeeping();
    };
  }, []);

  return (
    <div class="desk">
      <TopBar onShowKeys={() => setShowKeys(true)} />
      <ConnectionBanner />
      {page === 'conversations' ? (
        <div class="columns">
          <Boundary>
            <ConversationList onOpen={open} />
          </Boundary>
          <Boundary key={summary?.id}>
            <Conversation actions={(shown) => <ActionMenu key={shown.id} summary={shown} />} />
          </Boundary>
          <aside class="panel" aria-label={words.panelLabel} tabIndex={0}>
            <Boundary key={summary?.id}>{summary && <CustomerPanel summary={summary} />}</Boundary>
            <LivePanel />
          </aside>
        </div>
      ) : (
        <Boundary key={page}>
          {page === 'search' ? <SearchPage /> : page === 'phrases' ? <PhrasesPage /> : <Pages page={page} />}
        </Boundary>
      )}
      <div class="popup-corner">
        <Notices />
        <OverdueAlert />
      </div>
      <Windows further={further} />
      {showKeys && <KeysDialog onClose={() => setShowKeys(false)} />}
    </div>
  );
}
