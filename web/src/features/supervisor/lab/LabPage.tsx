import { useState } from 'preact/hooks';
import type { LabRun, LabStep, PolicyFault } from '@/lib/contract-admin';
import { adminApi } from '@/lib/desk/admin-api';
import type { Problem } from '@/lib/http';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { clockText } from '@/lib/i18n/times';
import { wordOf } from '@/lib/ui/event-text';
import { useLoaded } from '@/lib/ui/loaded';
import { readStored, writeStored } from '@/lib/storage';
import { Page } from '@/lib/ui/Page';
import { Editor } from '../policies/Editor';
import { Faults } from '../policies/Faults';
import { faultsOf } from '../policies/faults-of';
import { useSupervisorWords } from '../words/words';
import { sampleScript } from './sample';

const key = 'omni.lab.script';
const draft = 'draft';

/** A conversation of thirty days in a second: a script, the rules it runs under, and each step with the rule that decided it. */
export function LabPage() {
  const words = useWords();
  const { lab, policies } = useSupervisorWords();
  const language = useLanguage();
  const list = useLoaded(adminApi.policies, 'policies');
  const [version, setVersion] = useState('');
  const [script, setScript] = useState(() => readStored(key, sampleScript));
  const [run, setRun] = useState<LabRun | null>(null);
  const [faults, setFaults] = useState<PolicyFault[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [jump, setJump] = useState<{ line: number; column: number; turn: number } | null>(null);
  const chosen = version || list.value?.active || '';

  async function start() {
    setBusy(true);
    const text = chosen === draft ? list.value?.draft?.text : undefined;
    const answer = await adminApi.lab(
      script,
      text === undefined ? { version: chosen } : { text },
      language === 'en' ? 'en' : 'zh',
    );
    setBusy(false);
    // Faults of the policy have their own page; their lines are not the script's.
    const found = !answer.ok && answer.problem.code === 'policy-faults' ? null : faultsOf(answer);
    setFaults(found ?? []);
    setProblem(answer.ok || found ? null : answer.problem);
    setRun(answer.ok && (found ?? []).length === 0 ? answer.value : null);
  }

  const tools = (
    <>
      <label class="inline-field">
        <span class="quiet">{lab.policy}</span>
        <select value={chosen} onChange={(event) => setVersion(event.currentTarget.value)}>
          {list.value?.draft && <option value={draft}>{policies.draft}</option>}
          {list.value?.items.map((item) => (
            <option key={item.version} value={item.version}>
              {item.version}
              {item.version === list.value?.active ? ` (${policies.live})` : ''}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="primary" disabled={busy || chosen === ''} onClick={() => void start()}>
        {busy ? lab.running : lab.run}
      </button>
    </>
  );
  return (
    <Page title={words.pages.lab} problem={problem ?? list.problem} tools={tools}>
      <div class="lab">
        <div class="lab-script">
          <h3>{lab.script}</h3>
          <Editor
            label={lab.script}
            text={script}
            marks={new Map(faults.flatMap((fault) => (fault.line === null ? [] : [[fault.line, 'fault' as const]])))}
            jump={jump}
            onChange={(text) => {
              setScript(text);
              writeStored(key, text);
            }}
          />
          {faults.length > 0 && (
            <Faults faults={faults} onJump={(line, column) => setJump({ line, column, turn: (jump?.turn ?? 0) + 1 })} />
          )}
        </div>
        <div class="lab-steps">
          <h3>
            {lab.steps} {run && <span class="count">{run.steps.length}</span>}{' '}
            {run?.elapsedMs !== undefined && <span class="quiet">{lab.took(Math.round(run.elapsedMs))}</span>}
          </h3>
          {run ? <Steps steps={run.steps} isCutOff={run.isCutOff ?? false} /> : <p class="quiet">{lab.hint}</p>}
        </div>
      </div>
    </Page>
  );
}

/** More steps than this are counted and not drawn. */
const mostSteps = 2_000;

function Steps({ steps, isCutOff }: { steps: readonly LabStep[]; isCutOff: boolean }) {
  const words = useWords();
  const { lab } = useSupervisorWords();
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={lab.steps}>
      <table class="wide">
        <thead>
          <tr>
            <th scope="col">{lab.time}</th>
            <th scope="col">{lab.what}</th>
            <th scope="col">{lab.phase}</th>
            <th scope="col">{lab.rule}</th>
            <th scope="col">{lab.clocks}</th>
          </tr>
        </thead>
        <tbody>
          {steps.slice(0, mostSteps).map((step, index) => (
            <tr key={index}>
              <td>
                <time dateTime={step.at} title={step.at}>
                  {step.local}
                </time>
              </td>
              <td class={step.refusal ? 'over' : undefined}>{step.what}</td>
              <td>{step.phase ? wordOf(words.phase, step.phase) : ''}</td>
              <td>{step.rule ?? ''}</td>
              <td>
                {(step.clocks ?? []).map((clock) => (
                  <span key={clock.measure} class={`lab-clock lab-clock-${clock.state}`}>
                    {wordOf(words.measures, clock.measure)} {wordOf(lab.clockStates, clock.state)}
                    {clock.elapsedSeconds !== undefined && ` ${clockText(clock.elapsedSeconds * 1000)}`}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isCutOff && <p class="quiet">{lab.cutOff}</p>}
      {steps.length > mostSteps && <p class="quiet">{lab.further(steps.length - mostSteps)}</p>}
    </div>
  );
}
