import { useState } from 'preact/hooks';
import { SignIn } from '@/features/sign-in/SignIn';
import { api, isFactorDue } from '@/lib/desk/api';
import { enter } from '@/lib/desk/enter';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { lazy } from '@/lib/ui/lazy';
import { Desk } from './Desk';

const FactorGate = lazy(async () => (await import('@/features/sign-in/FactorGate')).FactorGate);

/** `problem` is why the page found no session, when it is another reason than not being signed in. */
export function App({ problem }: { problem: Problem | null }) {
  const words = useWords();
  const isSignedIn = useDesk((state) => state.session !== null);
  const expired = useDesk((state) => state.expired);
  const [why, setWhy] = useState(problem);
  const [isFactorFirst, setFactorFirst] = useState(problem !== null && isFactorDue(problem.code));

  async function goOn() {
    const answer = await api.session();
    setFactorFirst(!answer.ok && isFactorDue(answer.problem.code));
    setWhy(answer.ok ? null : answer.problem);
    if (answer.ok) enter(answer.value);
  }

  async function leave() {
    await api.signOut();
    setWhy(null);
    setFactorFirst(false);
  }

  if (isSignedIn) return <Desk />;
  if (isFactorFirst) return <FactorGate onPassed={() => void goOn()} onLeave={() => void leave()} />;
  const notice = expired
    ? words.signedOutElsewhere
    : why && why.code !== 'not-signed-in' && !isFactorDue(why.code)
      ? problemText(why, words)
      : null;
  return <SignIn notice={notice} onSignedIn={enter} onFactorDue={() => setFactorFirst(true)} />;
}
