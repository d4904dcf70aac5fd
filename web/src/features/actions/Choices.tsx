import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '@/lib/i18n/language';

export interface Choice {
  id: string;
  name: string;
  /** What helps to choose, beside the name. */
  facts?: ComponentChildren;
  dot?: string;
}

/** From so many on a list gets a search field. */
const searchFrom = 8;
const mostShown = 100;

interface Props {
  name: string;
  label: string;
  choices: readonly Choice[];
  empty: string;
  value: string;
  onChange: (id: string) => void;
}

/** One of a list, each with its facts; searched by name when the list is long. */
export function Choices({ name, label, choices, empty, value, onChange }: Props) {
  const words = useWords();
  const [wanted, setWanted] = useState('');
  const found = choices.filter((choice) => choice.name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {choices.length >= searchFrom && (
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {choices.length === 0 && <p class="quiet">{empty}</p>}
      <div class="choices-list">
        {found.slice(0, mostShown).map((choice, index) => (
          <label key={choice.id} class="choice">
            <input
              type="radio"
              name={name}
              value={choice.id}
              checked={choice.id === value}
              data-first={index === 0 ? true : undefined}
              onChange={() => onChange(choice.id)}
            />
            {choice.dot && <span class={`dot presence-dot-${choice.dot}`} aria-hidden="true" />}
            <span class="choice-name">{choice.name}</span>
            <span class="quiet">{choice.facts}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
