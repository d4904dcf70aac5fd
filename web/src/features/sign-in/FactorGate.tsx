import { useState } from 'preact/hooks';
import { securityApi } from '@/lib/desk/security-api';
import type { Problem } from '@/lib/http';
import { switchLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { CodeForm, SecondFactor } from './SecondFactor';
import { useSecurityWords } from './words/words';

interface Props {
  onPassed: () => void;
  /** The session is over, or the agent wants another. */
  onLeave: () => void;
}

/** Between the sign-in and the desk: a second factor is to be shown, or to be set up where that is a duty. */
export function FactorGate({ onPassed, onLeave }: Props) {
  const words = useWords();
  const security = useSecurityWords();
  const { value, problem } = useLoaded(securityApi.factor, 'gate');
  const [refused, setRefused] = useState<Problem | null>(null);
  const isOwed = value?.isOn === true;

  async function show(code: string) {
    const answer = await securityApi.showFactor(code);
    if (answer.ok) return onPassed();
    if (answer.problem.code === 'not-signed-in') return onLeave();
    setRefused(answer.problem);
  }

  const shown = refused ?? problem;
  return (
    <main class="sign-in">
      <section class="sign-in-form factor-gate">
        <p class="sign-in-top">
          <span class="brand">OmniFunctions</span>
          <button type="button" class="plain" onClick={() => void switchLanguage()}>
            {words.language}
          </button>
        </p>
        <h1>{isOwed ? security.owedTitle : security.dutyTitle}</h1>
        {shown && <Notice>{problemText(shown, words)}</Notice>}
        {/* What the gate learned first stays: that the factor is on after it was set up is no reason to ask for it. */}
        {value &&
          (isOwed ? (
            <CodeForm label={security.owedAsk} action={security.confirm} onCode={show} />
          ) : (
            <SecondFactor onKept={onPassed} />
          ))}
        <button type="button" class="plain" onClick={onLeave}>
          {security.otherAccount}
        </button>
      </section>
    </main>
  );
}
