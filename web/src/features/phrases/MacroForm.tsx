import { useState } from 'preact/hooks';
import type { Macro, MacroAction } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { MacroActionFields } from './MacroActionFields';
import { canAdd, canSave, kinds, newAction } from './macro-form';
import { SlashForm } from './SlashForm';
import { usePhrasesWords } from './words/words';

interface Props {
  begun: Macro;
  isNew: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function MacroForm({ begun, isNew, onDone, onClose }: Props) {
  const text = usePhrasesWords();
  const phrases = useDesk((state) => state.phrases ?? []);
  const [macro, setMacro] = useState(begun);
  // Everybody's names only what everybody has.
  const usable = phrases.filter((phrase) => phrase.isShared || !macro.isShared);
  const change = (part: Partial<Macro>) => setMacro({ ...macro, ...part });
  const changeAction = (index: number, action: MacroAction) =>
    change({ actions: macro.actions.map((one, at) => (at === index ? action : one)) });
  const further = kinds.filter((kind) => canAdd(macro.actions, kind));
  return (
    <SlashForm
      heading={isNew ? text.addMacro : text.editMacro}
      value={macro}
      onChange={change}
      isNew={isNew}
      canSave={canSave(macro)}
      save={() => api.saveMacro(macro)}
      onDone={onDone}
      onClose={onClose}
    >
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
    </SlashForm>
  );
}
