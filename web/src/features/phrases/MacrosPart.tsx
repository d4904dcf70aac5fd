import { useEffect, useState } from 'preact/hooks';
import type { Macro } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { loadMacros } from '@/lib/desk/macros';
import { useSeat } from '@/lib/desk/seat';
import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { useWords } from '@/lib/i18n/language';
import { Empty } from '@/lib/ui/Empty';
import { MacroForm } from './MacroForm';
import { RemovalDialog } from './RemovalDialog';
import { usePhrasesWords } from './words/words';

type Asking = { kind: 'form'; macro: Macro; isNew: boolean } | { kind: 'remove'; macro: Macro } | null;

/** Lists of actions that are done together: everybody's, and one's own. */
export function MacrosPart({ onProblem }: { onProblem: (problem: Problem | null) => void }) {
  const words = useWords();
  const text = usePhrasesWords();
  const seat = useSeat();
  const macros = useDesk((state) => state.macros);
  const [asking, setAsking] = useState<Asking>(null);
  useEffect(() => void loadMacros(), []);
  const shown = [...(macros ?? [])].sort(
    (a, b) => Number(a.isShared) - Number(b.isShared) || a.shortcut.localeCompare(b.shortcut),
  );

  async function remove(macro: Macro) {
    const answer = await api.removeMacro(macro.id);
    onProblem(answer.ok ? null : answer.problem);
    setAsking(null);
    void loadMacros();
  }

  const begin = (): Macro => ({ id: newMessageId(), shortcut: '', title: '', actions: [], isShared: seat.isSupervisor });
  return (
    <div class="macros">
      <header class="page-head">
        <h3>{text.macros}</h3>
        <span class="spring" />
        <button type="button" class="primary" onClick={() => setAsking({ kind: 'form', macro: begin(), isNew: true })}>
          {text.addMacro}
        </button>
      </header>
      <p class="quiet">{text.macrosHint}</p>
      {macros === null && <Empty title={words.loading} />}
      {macros !== null && shown.length === 0 && <p class="quiet">{text.noMacros}</p>}
      {shown.length > 0 && (
        <div class="table-frame" role="region" aria-label={text.macros} tabIndex={0}>
          <table class="wide phrases">
            <thead>
              <tr>
                <th>{text.shortcut}</th>
                <th>{text.title}</th>
                <th>{text.actions}</th>
                <th>{text.scope}</th>
                <th>{words.actionsLabel}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((macro) => (
                <tr key={macro.id}>
                  <td>
                    <code>/{macro.shortcut}</code>
                  </td>
                  <td>{macro.title}</td>
                  <td>{macro.actions.map((action) => text.kinds[action.type]).join(' → ')}</td>
                  <td>{macro.isShared ? text.shared : text.mine}</td>
                  <td class="row-tools">
                    {(!macro.isShared || seat.isSupervisor) && (
                      <>
                        <button type="button" class="small" onClick={() => setAsking({ kind: 'form', macro, isNew: false })}>
                          {words.edit}
                        </button>
                        <button type="button" class="small" onClick={() => setAsking({ kind: 'remove', macro })}>
                          {words.remove}
                        </button>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking?.kind === 'form' && (
        <MacroForm
          begun={asking.macro}
          isNew={asking.isNew}
          onDone={() => {
            setAsking(null);
            void loadMacros();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.kind === 'remove' && (
        <RemovalDialog
          ask={text.removeMacroAsk(asking.macro.shortcut)}
          onRemove={() => void remove(asking.macro)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
