import type { PolicyFault } from '@/lib/contract-admin';
import { useLanguage } from '@/lib/i18n/language';
import { useSupervisorWords } from '../words/words';
import { faultText } from './fault-words';

interface Props {
  faults: readonly PolicyFault[];
  onJump: (line: number, column: number) => void;
}

/** Everything that is wrong, at once; each leads to its line. */
export function Faults({ faults, onJump }: Props) {
  const { policies } = useSupervisorWords();
  const language = useLanguage();
  return (
    <ol class="faults" aria-label={policies.faults}>
      {faults.map((fault, index) => (
        <li key={index} class={fault.severity === 'warning' ? 'fault-warning' : 'fault-fault'}>
          {fault.line === null ? (
            <span class="fault-line">–</span>
          ) : (
            <button type="button" class="link fault-line" onClick={() => onJump(fault.line ?? 1, fault.column ?? 1)}>
              {policies.line(fault.line)}
            </button>
          )}
          <code>{fault.path}</code>
          <span>
            {faultText(fault.message, language)}
            {fault.suggestion && <em> {policies.didYouMean(fault.suggestion)}</em>}
          </span>
        </li>
      ))}
    </ol>
  );
}
