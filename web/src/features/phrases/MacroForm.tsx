import { useState } from 'preact/hooks';
import type { Macro, MacroAction } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { useSeat } from '@/lib/desk/seat';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Dialog } from '@/lib/ui/Dialog';
import { Notice } from '@/lib/ui/Notice';
import { MacroActionFields } from './MacroActionFields';
import { canAdd, canSave, kinds, newAction } from './macro-form';
import { usePhrasesWords } from './words/words';

const maxShortcutLength = 40;
const maxTitleLength = 80;

interface Props {
  begun: Macro;
  isNew: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function MacroForm({ begun, isNew, onDone, onClose }: Props) {
  const words = useWords();
  const text = usePhrasesWords();
  const { isSupervisor } = useSeat();
  const phrases = useDesk((state) => state.phrases ?? []);
  const [macro, setMacro] = useState(begun);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Everybody's names only what everybody has.
  const usable = phrases.filter((phrase) => phrase.isShared || !macro.isShared);
  const change = (part: Partial<Macro>) => setMacro({ ...macro, ...part });
  const changeAction = (index: number, action: MacroAction) =>
    change({ actions: macro.actions.map((one, at) => (at === index ? action : one)) });
  const further = kinds.filter((kind) => canAdd(macro.actions, kind));

  async function save() {
    if (!canSave(macro)) return;
    const answer = await api.saveMacro(macro);
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  }

  return (
    <Dialog title={isNew ? text.addMacro : text.editMacro} onClose={onClose}>
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
            value={macro.shortcut}
            onInput={(event) => change({ shortcut: event.currentTarget.value })}
          />
          <small class="quiet">{text.shortcutHint}</small>
        </label>
        <label class="field">
          <span>{text.title}</span>
          <input
            maxLength={maxTitleLength}
            value={macro.title}
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        </label>
        {isSupervisor && (
          <label class="field">
            <span>{text.scope}</span>
            <select
              value={macro.isShared ? 'shared' : 'mine'}
              disabled={!isNew}
              onChange={(event) => change({ isShared: event.currentTarget.value === 'shared' })}
            >
              <option value="shared">{text.everybody}</option>
              <option value="mine">{text.onlyMe}</option>
            </select>
          </label>
        )}
        <fieldset class="macro-actions">
          <legend>{text.actions}</legend>
          <p class="quiet">{text.actionsHint}</p>
          {macro.actions.map((action, index) => (
            <div key={action.type} class="macro-action" role="group" aria-label={text.kinds[action.type]}>
              <strong>{text.kinds[action.type]}</strong>
              <MacroActionFields action={action} phrases={usable} onChange={(next) => changeAction(index, next)} />
              <button
                type="button"
                class="plain"
                aria-label={text.removeAction(text.kinds[action.type])}
                title={text.removeAction(text.kinds[action.type])}
                onClick={() => change({ actions: macro.actions.filter((one) => one !== action) })}
              >
                ×
              </button>
            </div>
          ))}
          {further.length > 0 && (
            <div class="macro-further" role="group" aria-label={text.addAction}>
              {further.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  class="small"
                  data-kind={kind}
                  onClick={() => change({ actions: [...macro.actions, newAction(kind)] })}
                >
                  + {text.kinds[kind]}
                </button>
              ))}
            </div>
          )}
        </fieldset>
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
          <button type="submit" class="primary" disabled={!canSave(macro)}>
            {words.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
