import { useState } from 'preact/hooks';
import { securityApi } from '@/lib/desk/security-api';
import type { Problem, Result } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText } from '@/lib/i18n/times';
import { Dialog } from '@/lib/ui/Dialog';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { SecondFactor } from './SecondFactor';
import { useSecurityWords } from './words/words';

/** Where one is signed in, and how one signs in. */
export function SecurityDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const security = useSecurityWords();
  const language = useLanguage();
  const { value, problem, again } = useLoaded(securityApi.sessions, 'sessions');
  const [refused, setRefused] = useState<Problem | null>(null);

  async function end(ending: Promise<Result<undefined>>) {
    const answer = await ending;
    setRefused(answer.ok ? null : answer.problem);
    again();
  }

  const shown = refused ?? problem;
  return (
    <Dialog title={security.title} onClose={onClose} wide>
      {shown && <Notice>{problemText(shown, words)}</Notice>}
      <h3>{security.sessions}</h3>
      <ul class="sessions">
        {value?.items.map((session) => (
          <li key={session.id}>
            <span>{session.browser ?? '–'}</span>
            <span class="quiet">
              {[
                session.address,
                security.begun(fullText(session.begunAt, language)),
                security.seen(fullText(session.seenAt, language)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {session.isCurrent ? (
              <strong>{security.here}</strong>
            ) : (
              <button type="button" onClick={() => void end(securityApi.endSession(session.id))}>
                {security.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      {value && value.items.length > 1 && (
        <button type="button" onClick={() => void end(securityApi.endOtherSessions())}>
          {security.endOthers}
        </button>
      )}
      <h3>{security.factor}</h3>
      <SecondFactor />
    </Dialog>
  );
}
