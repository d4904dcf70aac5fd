import { useCallback, useState } from 'preact/hooks';
import { SignIn } from '@/features/sign-in/SignIn';
import type { Session } from '@/lib/contract';
import { desk } from '@/lib/desk/desk';
import { emptyDesk, signedIn } from '@/lib/desk/state';
import { readKept } from '@/lib/desk/kept';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Desk } from './Desk';

/** `problem` is why there is no session, when it is another reason than not being signed in. */
export function App({ session, problem }: { session: Session | null; problem: Problem | null }) {
  const words = useWords();
  const [current, setCurrent] = useState<Session | null>(() => {
    if (session) enter(session);
    return session;
  });
  const [notice, setNotice] = useState(problem && problem.code !== 'not-signed-in' ? problemText(problem, words) : null);

  const leave = useCallback((why: string | null) => {
    setNotice(why);
    setCurrent(null);
    desk.update(() => emptyDesk);
  }, []);

  if (current) return <Desk onSignedOut={leave} />;
  return (
    <SignIn
      notice={notice}
      onSignedIn={(next) => {
        enter(next);
        setCurrent(next);
      }}
    />
  );
}

/** The state of this agent's desk, with what this browser kept for them: unsent replies and what they had read. */
function enter(session: Session) {
  desk.update(() => ({ ...signedIn(emptyDesk, session), ...readKept(session.agent.id) }));
}
