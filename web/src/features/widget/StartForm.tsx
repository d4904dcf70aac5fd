import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from './words/words';
import type { Look } from './wire';

const maxAnswerLength = 256;
const maxTextLength = 2_000;
const keyboards: Readonly<Record<string, 'email' | 'tel'>> = { email: 'email', phone: 'tel' };
const autocompletes: Readonly<Record<string, string>> = { name: 'name', email: 'email', phone: 'tel', company: 'organization' };

interface Props {
  fields: Look['form'];
  /** Why it is asked. */
  title: string;
  hint: string | null;
  onStart: (text: string, form: Record<string, string>) => void;
}

/** What the shop asks before a chat, or for a message that is answered later; it goes with the first words. */
export function StartForm({ fields, title, hint, onStart }: Props) {
  const words = useWords();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [text, setText] = useState('');

  function start(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const filled = Object.entries(answers).filter(([, answer]) => answer.trim() !== '');
    if (text.trim() !== '') onStart(text.trim(), Object.fromEntries(filled.map(([name, answer]) => [name, answer.trim()])));
  }

  return (
    <form class="start" onSubmit={start} aria-label={title}>
      <h2>{title}</h2>
      {hint && <p class="quiet">{hint}</p>}
      {fields.map(({ name, needed }) => (
        <label key={name}>
          <span>
            {words.fields[name as keyof typeof words.fields] ?? name}
            {!needed && <span class="quiet"> {words.optional}</span>}
          </span>
          <input
            type="text"
            inputMode={keyboards[name] ?? 'text'}
            name={name}
            required={needed}
            maxLength={maxAnswerLength}
            autocomplete={autocompletes[name] ?? 'off'}
            value={answers[name] ?? ''}
            onInput={(event) => setAnswers({ ...answers, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label>
        <span>{words.question}</span>
        <textarea
          rows={4}
          required
          maxLength={maxTextLength}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        {words.start}
      </button>
    </form>
  );
}
