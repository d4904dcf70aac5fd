import { useState } from 'preact/hooks';
import type { Phrase } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { placeholders } from '@/lib/desk/phrases';
import { useSeat } from '@/lib/desk/seat';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Dialog } from '@/lib/ui/Dialog';
import { Notice } from '@/lib/ui/Notice';
import { usePhrasesWords } from './words/words';

const maxShortcutLength = 40;
const maxTitleLength = 80;
const maxTextLength = 2_000;

interface Props {
  begun: Phrase;
  isNew: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function PhraseForm({ begun, isNew, onDone, onClose }: Props) {
  const words = useWords();
  const text = usePhrasesWords();
  const { isSupervisor } = useSeat();
  const [phrase, setPhrase] = useState(begun);
  const [problem, setProblem] = useState<Problem | null>(null);
  const canSave = /^[^\s/]+$/u.test(phrase.shortcut) && phrase.text.trim() !== '';
  const change = (part: Partial<Phrase>) => setPhrase({ ...phrase, ...part });

  async function save() {
    if (!canSave) return;
    const answer = await api.savePhrase(phrase);
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  }

  return (
    <Dialog title={isNew ? text.add : text.edit} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field">
          <span>{text.shortcut}</span>
          <input
            data-first
            maxLength={maxShortcutLength}
            value={phrase.shortcut}
            onInput={(event) => change({ shortcut: event.currentTarget.value })}
          />
          <small class="quiet">{text.shortcutHint}</small>
        </label>
        <label class="field">
          <span>{text.title}</span>
          <input
            maxLength={maxTitleLength}
            value={phrase.title}
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        </label>
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
        {isSupervisor && (
          <label class="field">
            <span>{text.scope}</span>
            <select
              value={phrase.isShared ? 'shared' : 'mine'}
              disabled={!isNew}
              onChange={(event) => change({ isShared: event.currentTarget.value === 'shared' })}
            >
              <option value="shared">{text.everybody}</option>
              <option value="mine">{text.onlyMe}</option>
            </select>
          </label>
        )}
        {problem && <Notice>{problemText(problem, words)}</Notice>}
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={!canSave}>
            {words.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
