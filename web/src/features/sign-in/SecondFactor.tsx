import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { SecondFactorKey } from '@/lib/api/types';
import { securityApi } from '@/lib/desk/security-api';
import type { Problem, Result } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useSecurityWords } from './words/words';

/** Setting up a second factor and taking it away. What is drawn is shown once and kept nowhere on this page. `onKept`: it was set up, and its codes written down. */
export function SecondFactor({ onKept }: { onKept?: () => void }) {
  const words = useWords();
  const security = useSecurityWords();
  const { value, problem, again } = useLoaded(securityApi.factor, 'factor');
  const [key, setKey] = useState<SecondFactorKey | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);

  async function tried<T>(answering: Promise<Result<T>>, then: (value: T) => void) {
    const answer = await answering;
    setRefused(answer.ok ? null : answer.problem);
    if (answer.ok) then(answer.value);
  }

  const begin = () => tried(securityApi.beginFactor(), setKey);
  const confirm = (code: string) =>
    tried(securityApi.confirmFactor(code), (drawn) => {
      setKey(null);
      setCodes(drawn.codes);
      again();
    });
  const remove = (code: string) => tried(securityApi.removeFactor(code), again);

  if (codes) {
    return (
      <>
        <p>{security.keepCodes}</p>
        <ul class="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <button
          type="button"
          class="primary"
          onClick={() => {
            setCodes(null);
            onKept?.();
          }}
        >
          {security.kept}
        </button>
      </>
    );
  }

  const shown = refused ?? problem;
  return (
    <>
      {shown && <Notice>{problemText(shown, words)}</Notice>}
      {value?.isOn && (
        <>
          <p>{security.isOn(value.codesLeft)}</p>
          {value.isDuty ? (
            <p class="quiet">{security.isDuty}</p>
          ) : (
            <CodeForm label={security.removeAsk} action={security.remove} onCode={remove} />
          )}
        </>
      )}
      {value && !value.isOn && !key && (
        <>
          <p>{value.isDuty ? security.dutyWhy : security.isOff}</p>
          <button type="button" onClick={() => void begin()}>
            {security.setUp}
          </button>
        </>
      )}
      {key && (
        <>
          <p>{security.enterKey}</p>
          <p>
            <code>{key.key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
          <p>
            <a href={key.address}>{security.openApp}</a>
          </p>
          <CodeForm label={security.code} action={security.confirm} onCode={confirm} />
        </>
      )}
    </>
  );
}

export function CodeForm({ label, action, onCode }: { label: string; action: string; onCode: (code: string) => Promise<void> }) {
  async function submit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    if (code) await onCode(code);
  }

  return (
    <form onSubmit={submit}>
      <label>
        <span>{label}</span>
        <input name="code" inputMode="text" autoComplete="one-time-code" autoCapitalize="off" spellcheck={false} required />
      </label>
      <button type="submit" class="primary">
        {action}
      </button>
    </form>
  );
}
