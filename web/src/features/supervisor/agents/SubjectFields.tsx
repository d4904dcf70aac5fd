import type { SignInProvider } from '@/lib/contract-admin';
import { useSupervisorWords } from '../words/words';

const maxSubjectLength = 255;

/** A person of a directory, by the id that it gave them for ever. */
export interface Subject {
  provider: string;
  id: string;
}

interface Props {
  /** The directories that have not named the agent yet. */
  providers: readonly SignInProvider[];
  value: Subject;
  isRefused: boolean;
  onChange: (subject: Subject) => void;
}

/** Puts an agent down as somebody of a directory before that directory has named them, and without believing any address. */
export function SubjectFields({ providers, value, isRefused, onChange }: Props) {
  const { agents: text } = useSupervisorWords();
  return (
    <fieldset class="subject">
      <legend>{text.putDown}</legend>
      <label class="field">
        <span>{text.directory}</span>
        <select value={value.provider} onChange={(event) => onChange({ ...value, provider: event.currentTarget.value })}>
          {providers.map((provider) => (
            <option key={provider.id} value={provider.id}>
              {provider.name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{text.subject}</span>
        <input
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          maxLength={maxSubjectLength}
          value={value.id}
          aria-invalid={isRefused}
          onInput={(event) => onChange({ ...value, id: event.currentTarget.value })}
        />
        <small class="quiet">{text.subjectHint}</small>
      </label>
    </fieldset>
  );
}
