import { SignIn } from '@/features/sign-in/SignIn';
import { enter } from '@/lib/desk/enter';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Desk } from './Desk';

/** `problem` is why the page found no session, when it is another reason than not being signed in. */
export function App({ problem }: { problem: Problem | null }) {
  const words = useWords();
  const isSignedIn = useDesk((state) => state.session !== null);
  const expired = useDesk((state) => state.expired);
  if (isSignedIn) return <Desk />;
  const notice = expired
    ? words.signedOutElsewhere
    : problem && problem.code !== 'not-signed-in'
      ? problemText(problem, words)
      : null;
  return <SignIn notice={notice} onSignedIn={enter} />;
}
