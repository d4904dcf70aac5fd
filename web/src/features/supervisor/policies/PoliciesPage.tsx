import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PolicyFault, PolicyList } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import type { Problem, Result } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Empty } from '@/lib/ui/Empty';
import { useLoaded } from '@/lib/ui/loaded';
import { Notice } from '@/lib/ui/Notice';
import { Page } from '@/lib/ui/Page';
import { useSupervisorWords } from '../words/words';
import { Difference } from './Difference';
import { Editor } from './Editor';
import { Faults } from './Faults';
import { faultsOf } from './faults-of';
import { History } from './History';
import { NoteDialog } from './NoteDialog';
import { Versions } from './Versions';

type Asking = { kind: 'activate' } | { kind: 'rollBack'; version: string } | null;
type Below = 'faults' | 'difference' | 'history';

/** The rules as a document: read a version, change the draft, check it, make it live, and go back. */
export function PoliciesPage() {
  const words = useWords();
  const { policies } = useSupervisorWords();
  const list = useLoaded(adminApi.policies, 'policies');
  const [shown, setShown] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [faults, setFaults] = useState<PolicyFault[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState('');
  const [jump, setJump] = useState<{ line: number; column: number; turn: number } | null>(null);
  const [asking, setAsking] = useState<Asking>(null);
  const [below, setBelow] = useState<Below>('faults');
  const [changes, setChanges] = useState(0);
  const [revision, setRevision] = useState<number | undefined>();

  // The draft first; without one, the version that is live is where a draft begins.
  useEffect(() => {
    if (text !== null || !list.value) return;
    if (list.value.draft) openDraft(list.value);
    else void openVersion(list.value.active);
  }, [list.value]);

  const marks = useMemo(
    () =>
      new Map((faults ?? []).flatMap((fault) => (fault.line === null ? [] : [[fault.line, fault.severity ?? 'fault'] as const]))),
    [faults],
  );

  function openDraft({ draft }: PolicyList) {
    if (!draft) return;
    setText(draft.text);
    setRevision(draft.revision);
    setShown(null);
    setFaults(null);
    setDone('');
  }

  async function openVersion(version: string) {
    const answer = await adminApi.policy(version);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setText(answer.value.text);
    setRevision(list.value?.draft?.revision);
    setShown(version);
    setFaults(null);
    setDone('');
  }

  /** Tells what came of a request; faults of the document are shown by their lines and not as a sentence. */
  function told(answer: Result<unknown>, sentence: string): boolean {
    const found = faultsOf(answer);
    setFaults(found);
    setProblem(answer.ok || found ? null : answer.problem);
    setDone(answer.ok && !found?.some((fault) => fault.severity !== 'warning') ? sentence : '');
    if (found) setBelow('faults');
    return answer.ok;
  }

  async function validate() {
    told(await adminApi.validate(text ?? ''), policies.valid);
  }

  async function save(): Promise<boolean> {
    const answer = await adminApi.saveDraft(text ?? '', revision);
    const isSaved = told(answer, policies.saved);
    if (answer.ok) {
      setRevision(answer.value.revision);
      setShown(null);
      list.again();
    }
    return isSaved;
  }

  /** What is made live is what stands in the editor: it is saved as the draft first. */
  async function activate(note: string): Promise<Problem | null> {
    if (!(await save())) {
      setAsking(null);
      return null;
    }
    const answer = await adminApi.activate(note);
    if (told(answer, policies.activated)) changed();
    setAsking(null);
    return null;
  }

  async function rollBack(version: string, note: string): Promise<Problem | null> {
    const answer = await adminApi.rollBack(version, note);
    if (answer.ok) {
      changed();
      await openVersion(version);
    }
    // Last: opening a version takes away what was told before.
    told(answer, policies.rolledBack);
    setAsking(null);
    return null;
  }

  function changed() {
    // The draft has become a version: the next one begins anew.
    setRevision(undefined);
    list.again();
    setChanges((turn) => turn + 1);
  }

  const tools = (
    <>
      <button type="button" onClick={() => void validate()} disabled={text === null}>
        {policies.validate}
      </button>
      <button type="button" onClick={() => void save()} disabled={text === null}>
        {policies.saveDraft}
      </button>
      <button type="button" class="primary" onClick={() => setAsking({ kind: 'activate' })} disabled={text === null}>
        {policies.activate}
      </button>
    </>
  );
  const active = list.value?.active ?? null;
  return (
    <Page title={words.pages.policies} problem={list.problem} tools={tools}>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      <p class="page-done" role="status">
        {done}
      </p>
      <div class="policies">
        <Versions
          list={list.value}
          shown={shown}
          onOpen={(version) => void openVersion(version)}
          onDraft={() => list.value && openDraft(list.value)}
          onRollBack={(version) => setAsking({ kind: 'rollBack', version })}
        />
        <div class="policies-main">
          {text === null ? (
            <Empty title={words.loading} />
          ) : (
            <Editor label={policies.document} text={text} marks={marks} jump={jump} onChange={setText} />
          )}
          <div class="segments" role="group" aria-label={policies.below}>
            {(['faults', 'difference', 'history'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={below === one} onClick={() => setBelow(one)}>
                {policies[one]} {one === 'faults' && faults && <span class="count">{faults.length}</span>}
              </button>
            ))}
          </div>
          <div class="policies-below">
            {below === 'faults' &&
              (faults === null ? (
                <p class="quiet">{policies.notChecked}</p>
              ) : faults.length === 0 ? (
                <p class="good">{policies.valid}</p>
              ) : (
                <Faults faults={faults} onJump={(line, column) => setJump({ line, column, turn: (jump?.turn ?? 0) + 1 })} />
              ))}
            {below === 'difference' && <Difference key={`${active} ${shown}`} list={list.value} to={shown} />}
            {below === 'history' && <History key={changes} />}
          </div>
        </div>
      </div>
      {asking?.kind === 'activate' && (
        <NoteDialog title={policies.activate} hint={policies.activateHint} onClose={() => setAsking(null)} onSubmit={activate} />
      )}
      {asking?.kind === 'rollBack' && (
        <NoteDialog
          title={policies.rollBackTo(asking.version)}
          hint={policies.rollBackHint}
          onClose={() => setAsking(null)}
          onSubmit={(note) => rollBack(asking.version, note)}
        />
      )}
    </Page>
  );
}
