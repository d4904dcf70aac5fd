import { useEffect, useState } from 'preact/hooks';
import type { Phrase } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useDesk } from '@/lib/desk/desk';
import { loadPhrases } from '@/lib/desk/phrases';
import { useSeat } from '@/lib/desk/seat';
import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { useWords } from '@/lib/i18n/language';
import { Empty } from '@/lib/ui/Empty';
import { Page } from '@/lib/ui/Page';
import { MacrosPart } from './MacrosPart';
import { PhraseForm } from './PhraseForm';
import { RemovalDialog } from './RemovalDialog';
import { usePhrasesWords } from './words/words';

type Asking = { kind: 'form'; phrase: Phrase; isNew: boolean } | { kind: 'remove'; phrase: Phrase } | null;

/** Replies that are written once and used often: everybody's, and one's own. */
export function PhrasesPage() {
  const words = useWords();
  const text = usePhrasesWords();
  const seat = useSeat();
  const phrases = useDesk((state) => state.phrases);
  const [wanted, setWanted] = useState('');
  const [asking, setAsking] = useState<Asking>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => void loadPhrases(), []);

  const found = [...(phrases ?? [])]
    .filter((phrase) => `${phrase.shortcut} ${phrase.title} ${phrase.text}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => Number(a.isShared) - Number(b.isShared) || a.shortcut.localeCompare(b.shortcut));

  async function remove(phrase: Phrase) {
    const answer = await api.removePhrase(phrase.id);
    setProblem(answer.ok ? null : answer.problem);
    setAsking(null);
    void loadPhrases();
  }

  const begin = (): Phrase => ({ id: newMessageId(), shortcut: '', title: '', text: '', isShared: seat.isSupervisor });
  return (
    <Page
      title={words.pages.phrases}
      problem={problem}
      tools={
        <>
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
          <button type="button" class="primary" onClick={() => setAsking({ kind: 'form', phrase: begin(), isNew: true })}>
            {text.add}
          </button>
        </>
      }
    >
      <p class="quiet">{text.hint}</p>
      {phrases === null && <Empty title={words.loading} />}
      {phrases !== null && found.length === 0 && <Empty title={text.none} />}
      {found.length > 0 && (
        <div class="table-frame" role="region" aria-label={words.pages.phrases} tabIndex={0}>
          <table class="wide phrases">
            <thead>
              <tr>
                <th>{text.shortcut}</th>
                <th>{text.title}</th>
                <th>{text.text}</th>
                <th>{text.scope}</th>
                <th>{words.actionsLabel}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((phrase) => (
                <tr key={phrase.id}>
                  <td>
                    <code>/{phrase.shortcut}</code>
                  </td>
                  <td>{phrase.title}</td>
                  <td class="phrase-text">{phrase.text}</td>
                  <td>{phrase.isShared ? text.shared : text.mine}</td>
                  <td class="row-tools">
                    {(!phrase.isShared || seat.isSupervisor) && (
                      <>
                        <button type="button" class="small" onClick={() => setAsking({ kind: 'form', phrase, isNew: false })}>
                          {words.edit}
                        </button>
                        <button type="button" class="small" onClick={() => setAsking({ kind: 'remove', phrase })}>
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
      <MacrosPart onProblem={setProblem} />
      {asking?.kind === 'form' && (
        <PhraseForm
          begun={asking.phrase}
          isNew={asking.isNew}
          onDone={() => {
            setAsking(null);
            void loadPhrases();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.kind === 'remove' && (
        <RemovalDialog
          ask={text.removeAsk(asking.phrase.shortcut)}
          onRemove={() => void remove(asking.phrase)}
          onClose={() => setAsking(null)}
        />
      )}
    </Page>
  );
}
