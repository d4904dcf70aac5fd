import { useState } from 'preact/hooks';
import type { Phrase } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { placeholders } from '@/lib/desk/phrases';
import { isShortcut } from './shortcut';
import { SlashForm } from './SlashForm';
import { usePhrasesWords } from './words/words';

const maxTextLength = 2_000;

interface Props {
  begun: Phrase;
  isNew: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function PhraseForm({ begun, isNew, onDone, onClose }: Props) {
  const text = usePhrasesWords();
  const [phrase, setPhrase] = useState(begun);
  const change = (part: Partial<Phrase>) => setPhrase({ ...phrase, ...part });
  return (
    <SlashForm
      heading={isNew ? text.add : text.edit}
      value={phrase}
      onChange={change}
      isNew={isNew}
      canSave={isShortcut(phrase.shortcut) && phrase.text.trim() !== ''}
      save={() => api.savePhrase(phrase)}
      onDone={onDone}
      onClose={onClose}
    >
      <label class="field">
        <span>{text.text}</span>
        <textarea
          rows={4}
          maxLength={maxTextLength}
          value={phrase.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
        <small class="quiet">
          {text.textHint}
          {placeholders.map((name) => `{${name}}`).join(' ')}
        </small>
      </label>
    </SlashForm>
  );
}
