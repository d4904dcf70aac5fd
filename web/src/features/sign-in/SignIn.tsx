import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SignInProviderView } from '@/lib/api/types';
import { api, isFactorDue } from '@/lib/desk/api';
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

interface Props {
  /** Why the agent is here again, when it was not by choice. */
  notice: string | null;
  onSignedIn: (session: Session) => void;
  /** Signed in, and a second factor comes before the desk. */
  onFactorDue: () => void;
}

export function SignIn({ notice, onSignedIn, onFactorDue }: Props) {
  const words = useWords();
  const [remembered] = useState(() => readStored<Remembered>(rememberedKey, { tenant: '', name: '' }));
  const [tenant, setTenant] = useState(remembered.tenant);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(() => returnedFault(words));
  const [needsCode, setNeedsCode] = useState(false);

  async function submit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [company, name, password, code] = ['tenant', 'name', 'password', 'code'].map((field) =>
      String(fields.get(field) ?? '').trim(),
    ) as [string, string, string, string];
    if (!company || !name || !password) return setFault(words.signInNeedsAll);
    setBusy(true);
    const answer = await api.signIn(company, name, password, code);
    setBusy(false);
    if (!answer.ok && answer.problem.code === 'second-factor-needed') {
      setNeedsCode(true);
      return setFault(null);
    }
    if (!answer.ok && !isFactorDue(answer.problem.code)) return setFault(faultText(answer.problem, words));
    writeStored(rememberedKey, { tenant: company, name });
    if (answer.ok) onSignedIn(answer.value);
    else onFactorDue();
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
            onChange={(event) => setTenant(event.currentTarget.value.trim())}
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
        <Providers tenant={tenant} onFault={setFault} />
      </form>
    </main>
  );
}

/** A button for each directory by which the people of the tenant sign in. */
function Providers({ tenant, onFault }: { tenant: string; onFault: (fault: string) => void }) {
  const words = useWords();
  const [found, setFound] = useState<{ tenant: string; providers: SignInProviderView[] }>({ tenant: '', providers: [] });

  useEffect(() => {
    let isCurrent = true;
    if (tenant)
      void api.signInProviders(tenant).then((answer) => {
        if (isCurrent && answer.ok) setFound({ tenant, providers: answer.value.providers });
      });
    return () => {
      isCurrent = false;
    };
  }, [tenant]);

  async function go(provider: string) {
    writeStored(rememberedKey, { ...readStored<Remembered>(rememberedKey, { tenant: '', name: '' }), tenant });
    const answer = await api.beginSignIn(tenant, provider);
    if (answer.ok) location.assign(answer.value.address);
    else onFault(faultText(answer.problem, words));
  }

  return found.tenant === tenant && found.providers.length > 0 ? (
    <div class="providers">
      {found.providers.map((provider) => (
        <button key={provider.id} type="button" onClick={() => void go(provider.id)}>
          {words.signInBy(provider.name)}
        </button>
      ))}
    </div>
  ) : null;
}

/** What became of a sign-in at a directory that led back here: one word in the address, which is taken out so that a reload says nothing old. */
function returnedFault(words: Dictionary): string | null {
  const why = new URLSearchParams(location.search).get('sign-in');
  if (why === null) return null;
  history.replaceState(null, '', location.pathname + location.hash);
  const known = words.signInFaults as Readonly<Record<string, string>>;
  return Object.hasOwn(known, why) ? (known[why] ?? null) : words.signInFaults['not-believed'];
}

function faultText(problem: Problem, words: Dictionary): string {
  if (problem.code === 'not-signed-in') return words.signInWrong;
  if (problem.code === 'platform-away') return words.signInFaults['provider-away'];
  if (problem.code === 'too-many-attempts') return words.signInTooMany(problem.retryAfterSeconds ?? 60);
  return problemText(problem, words);
}
