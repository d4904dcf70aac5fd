import { ConnectionMark } from '@/features/live/ConnectionMark';
import { PresenceSwitch } from '@/features/presence/PresenceSwitch';
import { SoundSwitch } from '@/features/sound/SoundSwitch';
import { api } from '@/lib/desk/api';
import { belongsTo } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import type { DeskState } from '@/lib/desk/state';
import { switchLanguage, useWords } from '@/lib/i18n/language';
import { Icon } from '@/lib/ui/Icon';

export function TopBar({ onShowKeys, onSignedOut }: { onShowKeys: () => void; onSignedOut: () => void }) {
  const words = useWords();
  const session = useDesk((state) => state.session);
  const load = useDesk(myLoad);
  if (!session) return null;
  return (
    <header class="top">
      <span class="brand">OmniFunctions</span>
      <span class="quiet">{session.tenant}</span>
      <span class="spring" />
      <ConnectionMark />
      <span class="load" aria-live="off">
        {words.load(load, session.capacity)}
      </span>
      <PresenceSwitch />
      <span class="me">{session.agent.name}</span>
      <SoundSwitch />
      <button type="button" class="plain" aria-label={words.languageLabel} onClick={() => void switchLanguage()}>
        {words.language}
      </button>
      <button type="button" class="plain" aria-label={words.keysTitle} title={`${words.keysTitle} (?)`} onClick={onShowKeys}>
        <Icon name="keys" />
      </button>
      <button
        type="button"
        class="plain"
        aria-label={words.signOut}
        title={words.signOut}
        onClick={async () => {
          await api.signOut();
          onSignedOut();
        }}
      >
        <Icon name="leave" />
      </button>
    </header>
  );
}

function myLoad(state: DeskState): number {
  const meId = state.session?.agent.id ?? '';
  let load = 0;
  for (const { summary } of state.conversations.values()) if (belongsTo('mine', summary, meId)) load++;
  return load;
}
