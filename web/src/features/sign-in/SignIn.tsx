import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '@/lib/desk/api';
import type { Session } from '@/lib/contract';
import type { Problem } from '@/lib/http';
import { switchLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import type { Dictionary } from '@/lib/i18n/zh';
import { readStored, writeStored } from '@/lib/storage';
import { Notice } from '@/lib/ui/Notice';

const rememberedKey = 'omni.signIn';

interface Remembered {
  tenant: string;
  name: string;
}

/** `notice` says why the agent is here again, when it was not by choice. */
export function SignIn({ notice, onSignedIn }: { notice: string | null; onSignedIn: (session: Session) => void }) {
  const words = useWords();
  const [remembered] = useState(() => readStored<Remembered>(rememberedKey, { tenant: '', name: '' }));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [needsCode, setNeedsCode] = useState(false);

  async function submit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [tenant, name, password, code] = ['tenant', 'name', 'password', 'code'].map((field) =>
      String(fields.get(field) ?? '').trim(),
    ) as [string, string, string, string];
    if (!tenant || !name || !password) return setFault(words.signInNeedsAll);
    setBusy(true);
    const answer = await api.signIn(tenant, name, password, code);
    setBusy(false);
    if (!answer.ok && answer.problem.code === 'second-factor-needed') {
      setNeedsCode(true);
      return setFault(null);
    }
    if (!answer.ok) return setFault(faultText(answer.problem, words));
    writeStored(rememberedKey, { tenant, name });
    onSignedIn(answer.value);
  }

  return (
    <main class="sign-in">
      <form class="sign-in-form" onSubmit={submit} noValidate>
        <p class="sign-in-top">
          <span class="brand">OmniFunctions</span>
          <button type="button" class="plain" onClick={() => void switchLanguage()}>
            {words.language}
          </button>
        </p>
        <h1>{words.signInTitle}</h1>
        {(fault ?? notice) && <Notice>{fault ?? notice}</Notice>}
        <label>
          <span>{words.tenant}</span>
          <input
            name="tenant"
            defaultValue={remembered.tenant}
            autoComplete="organization"
            autoCapitalize="off"
            spellcheck={false}
            required
          />
        </label>
        <label>
          <span>{words.agentName}</span>
          <input
            name="name"
            defaultValue={remembered.name}
            autoComplete="username"
            autoCapitalize="off"
            spellcheck={false}
            required
          />
        </label>
        <label>
          <span>{words.password}</span>
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {needsCode && (
          <label>
            <span>{words.signInCode}</span>
            <input
              ref={(field) => field?.focus()}
              name="code"
              autoComplete="one-time-code"
              autoCapitalize="off"
              spellcheck={false}
              required
            />
          </label>
        )}
        <button class="primary" type="submit" disabled={busy}>
          {busy ? words.signingIn : words.signIn}
        </button>
      </form>
    </main>
  );
}

function faultText(problem: Problem, words: Dictionary): string {
  if (problem.code === 'not-signed-in') return words.signInWrong;
  if (problem.code === 'too-many-attempts') return words.signInTooMany(problem.retryAfterSeconds ?? 60);
  return problemText(problem, words);
}
