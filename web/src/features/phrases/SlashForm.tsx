import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSeat } from '@/lib/desk/seat';
import type { Problem, Result } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Dialog } from '@/lib/ui/Dialog';
import { Notice } from '@/lib/ui/Notice';
import { usePhrasesWords } from './words/words';

const maxShortcutLength = 40;
const maxTitleLength = 80;

/** What is typed after a slash, a phrase or a macro, has these in common. */
export interface Slashed {
  shortcut: string;
  title: string;
  isShared: boolean;
}

interface Props {
  heading: string;
  value: Slashed;
  onChange: (part: Partial<Slashed>) => void;
  /** Whose it is does not change any more once it is there. */
  isNew: boolean;
  canSave: boolean;
  save: () => Promise<Result<unknown>>;
  onDone: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** The window in which one is written: how it is called and who has it, then what is its own. */
export function SlashForm({ heading, value, onChange, isNew, canSave, save, onDone, onClose, children }: Props) {
  const words = useWords();
  const text = usePhrasesWords();
  const { isSupervisor } = useSeat();
  const [problem, setProblem] = useState<Problem | null>(null);

  async function submit() {
    if (!canSave) return;
    const answer = await save();
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  }

  return (
    <Dialog title={heading} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label class="field">
          <span>{text.shortcut}</span>
          <input
            data-first
            maxLength={maxShortcutLength}
            value={value.shortcut}
            onInput={(event) => onChange({ shortcut: event.currentTarget.value })}
          />
          <small class="quiet">{text.shortcutHint}</small>
        </label>
        <label class="field">
          <span>{text.title}</span>
          <input
            maxLength={maxTitleLength}
            value={value.title}
            onInput={(event) => onChange({ title: event.currentTarget.value })}
          />
        </label>
        {isSupervisor && (
          <label class="field">
            <span>{text.scope}</span>
            <select
              value={value.isShared ? 'shared' : 'mine'}
              disabled={!isNew}
              onChange={(event) => onChange({ isShared: event.currentTarget.value === 'shared' })}
            >
              <option value="shared">{text.everybody}</option>
              <option value="mine">{text.onlyMe}</option>
            </select>
          </label>
        )}
        {children}
        {problem && (
          <Notice>
            {problemText(problem, words)}
            {Object.entries(problem.errors ?? {}).map(([field, why]) => ` ${field}: ${why.join(' ')}`)}
          </Notice>
        )}
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
