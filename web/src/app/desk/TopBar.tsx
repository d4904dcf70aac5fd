import { useState } from 'preact/hooks';
import { ConnectionMark } from '@/features/live/ConnectionMark';
import { LeavingDialog } from '@/features/presence/LeavingDialog';
import { PresenceSwitch } from '@/features/presence/PresenceSwitch';
import { SoundSwitch } from '@/features/sound/SoundSwitch';
import { api } from '@/lib/desk/api';
import { letAllGo } from '@/lib/desk/commands';
import { carriedByMe } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { openCommandBar } from '@/lib/desk/perform';
import { signedOut, type DeskState } from '@/lib/desk/state';
import type { Problem } from '@/lib/http';
import { switchLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Icon } from '@/lib/ui/Icon';
import { lazy } from '@/lib/ui/lazy';
import { PageLinks } from './PageLinks';

const SecurityDialog = lazy(async () => (await import('@/features/sign-in/SecurityDialog')).SecurityDialog);

export function TopBar({ onShowKeys }: { onShowKeys: () => void }) {
  const words = useWords();
  const session = useDesk((state) => state.session);
  const load = useDesk(myLoad);
  const carried = useDesk(carriedByMe);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const [isSecuring, setSecuring] = useState(false);

  async function signOut() {
    await letAllGo();
    const answer = await api.signOut();
    // Unless the server knows of it, the agent is still signed in and must be told so.
    if (!answer.ok) return setProblem(answer.problem);
    desk.update(() => signedOut(false));
    // The directory that let them in signs them out, too, and leads back here.
    if (answer.value.address) location.assign(answer.value.address);
  }

  if (!session) return null;
  // Nobody is kept signed in by what they have: only where they keep it there is nothing to ask.
  const leaves = carried > 0 && session.offlineWithOpenChats !== 'keep';
  return (
    <>
      <header class="top">
        <h1 class="brand">OmniFunctions</h1>
        <span class="quiet tenant">{session.tenant}</span>
        <PageLinks />
        <span class="spring" />
        <ConnectionMark />
        <span class="load" aria-live="off">
          {words.load(load, session.capacity)}
        </span>
        <PresenceSwitch carried={carried} onProblem={setProblem} />
        <button
          type="button"
          class="plain me"
          title={`${session.agent.name} · ${words.security}`}
          onClick={() => setSecuring(true)}
        >
          {session.agent.name}
        </button>
        <SoundSwitch />
        <button type="button" class="plain" onClick={() => void switchLanguage()}>
          {words.language}
        </button>
        <button
          type="button"
          class="plain"
          aria-label={words.commandBar}
          title={`${words.commandBar} (Ctrl + K)`}
          onClick={openCommandBar}
        >
          <Icon name="search" />
        </button>
        <button type="button" class="plain" aria-label={words.keysTitle} title={`${words.keysTitle} (?)`} onClick={onShowKeys}>
          <Icon name="keys" />
        </button>
        <button
          type="button"
          class="plain"
          aria-label={words.signOut}
          title={words.signOut}
          onClick={() => (leaves ? setLeaving(true) : void signOut())}
        >
          <Icon name="leave" />
        </button>
      </header>
      {isLeaving && <LeavingDialog count={carried} onLeave={() => void signOut()} onClose={() => setLeaving(false)} />}
      {isSecuring && <SecurityDialog onClose={() => setSecuring(false)} />}
      {problem && (
        <p class="banner banner-offline" role="alert">
          {problemText(problem, words)}
        </p>
      )}
    </>
  );
}

/** In the server's units, in which one conversation of some channels counts for several; counted here until it has told. */
function myLoad(state: DeskState): number {
  const meId = state.session?.agent.id ?? '';
  const told = state.agents.get(meId);
  return told ? told.load : carriedByMe(state);
}
