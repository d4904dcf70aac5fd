import { useState } from 'preact/hooks';
import type { AgentState } from '@/lib/contract';
import type { AgentSignIn } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { fullText } from '@/lib/i18n/times';
import { Dialog } from '@/lib/ui/Dialog';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { useSupervisorWords } from '../words/words';
import { SubjectFields, type Subject } from './SubjectFields';

const maxMailLength = 254;

/** By which address or id a directory knows an agent the first time, and as whom it has known them since. */
export function SignInDialog({ agent, onClose }: { agent: AgentState; onClose: () => void }) {
  const words = useWords();
  const { agents: text } = useSupervisorWords();
  const details = useLoaded(() => adminApi.agent(agent.id), agent.id);
  const signIns = useLoaded(() => adminApi.signIns(agent.id), agent.id);
  const tenant = useDesk((state) => state.session?.tenant ?? '');
  const providers = useLoaded(() => api.signInProviders(tenant), tenant);
  const [typed, setTyped] = useState<string | null>(null);
  const [subject, setSubject] = useState<Subject>({ provider: '', id: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState<string | null>(null);
  const mail = typed ?? details.value?.mail ?? '';
  const shown = problem ?? details.problem ?? signIns.problem;
  const linked = signIns.value?.items.map((one) => one.provider);
  const open = linked ? (providers.value?.providers ?? []).filter((provider) => !linked.includes(provider.id)) : [];
  const provider = open.some((one) => one.id === subject.provider) ? subject.provider : (open[0]?.id ?? '');
  const id = subject.id.trim();

  /** What could be saved stays saved when the rest is refused, and is not sent again. */
  async function save() {
    if (typed !== null) {
      const answer = await adminApi.setMail(agent.id, mail.trim());
      if (!answer.ok) return setProblem(answer.problem);
      details.again();
      setTyped(null);
    }
    if (id !== '') {
      const answer = await adminApi.linkSignIn(agent.id, provider, id);
      if (!answer.ok) return setProblem(answer.problem);
    }
    onClose();
  }

  async function unlink(provider: string) {
    const answer = await adminApi.unlinkSignIn(agent.id, provider);
    setProblem(answer.ok ? null : answer.problem);
    setAsking(null);
    signIns.again();
  }

  return (
    <Dialog title={text.title(agent.name)} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field">
          <span>{text.mail}</span>
          <input
            data-first
            type="email"
            inputMode="email"
            autoComplete="off"
            maxLength={maxMailLength}
            value={mail}
            disabled={!details.value}
            aria-invalid={problem?.errors?.['mail'] !== undefined}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <small class="quiet">{text.mailHint}</small>
        </label>
        <fieldset class="sign-ins">
          <legend>{text.signIns}</legend>
          {signIns.value?.items.length === 0 && <p class="quiet">{text.none}</p>}
          {(signIns.value?.items ?? []).map((one) => (
            <SignInLine
              key={one.provider}
              one={one}
              isAsking={isAsking === one.provider}
              onAsk={() => setAsking(one.provider)}
              onRemove={() => void unlink(one.provider)}
            />
          ))}
        </fieldset>
        {open.length > 0 && (
          <SubjectFields
            providers={open}
            value={{ provider, id: subject.id }}
            isRefused={problem?.errors?.['subject'] !== undefined || problem?.code === 'sign-in-is-linked'}
            onChange={(next) => {
              setSubject(next);
              setProblem(null);
            }}
          />
        )}
        {shown && <Notice>{shown.errors?.['mail'] ? text.noMail : problemText(shown, words)}</Notice>}
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={typed === null && id === ''}>
            {words.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface LineProps {
  one: AgentSignIn;
  isAsking: boolean;
  onAsk: () => void;
  onRemove: () => void;
}

/** Taken away by two presses: the agent is signed out everywhere by it. */
function SignInLine({ one, isAsking, onAsk, onRemove }: LineProps) {
  const words = useWords();
  const language = useLanguage();
  const { agents: text } = useSupervisorWords();
  return (
    <p>
      <strong>{one.provider}</strong> <code>{one.subject}</code>{' '}
      <span class="quiet">
        {fullText(one.linkedAt, language)}
        {one.isMade && ` · ${text.made}`}
      </span>{' '}
      <button type="button" class="small" onClick={isAsking ? onRemove : onAsk}>
        {isAsking ? text.removeSure : words.remove}
      </button>
    </p>
  );
}
