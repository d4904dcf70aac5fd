import { useState } from 'preact/hooks';
import type { CloseReason, Summary } from '@/lib/contract';
import { act, close } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { personName } from '@/lib/ui/marks';
import { useSearchWords } from './words/words';

type BulkAction = 'label' | 'claim' | 'transfer' | 'close';

const maxLabelLength = 40;
const closeReasons: readonly CloseReason[] = ['resolved', 'customerGone', 'spam'];

interface Props {
  summaries: readonly Summary[];
  onDone: () => void;
}

/** The same done to each of the chosen, one after the other; what was refused is told by name, and the others are done. */
export function Bulk({ summaries, onDone }: Props) {
  const words = useWords();
  const text = useSearchWords();
  const queues = useDesk((state) => state.session?.queues ?? []);
  const [action, setAction] = useState<BulkAction>('label');
  const [label, setLabel] = useState('');
  const [queue, setQueue] = useState('');
  const [reason, setReason] = useState<CloseReason>('resolved');
  const [progress, setProgress] = useState<{ done: number; refused: { name: string; problem: Problem }[] } | null>(null);
  const [isRunning, setRunning] = useState(false);
  const canRun = !isRunning && (action === 'label' ? label.trim() !== '' : action === 'transfer' ? queue !== '' : true);

  function doTo(summary: Summary): Promise<Problem | null> {
    switch (action) {
      case 'label':
        return act(summary.id, 'labels', { add: [label.trim()], remove: [] });
      case 'claim':
        return act(summary.id, 'claim');
      case 'transfer':
        return act(summary.id, 'transfer', { queue });
      case 'close':
        return close(summary.id, reason);
    }
  }

  async function run() {
    setRunning(true);
    let done = 0;
    const refused: { name: string; problem: Problem }[] = [];
    for (const summary of summaries) {
      const problem = await doTo(summary);
      if (problem) refused.push({ name: personName(summary.person), problem });
      else done++;
      setProgress({ done, refused: [...refused] });
    }
    setRunning(false);
    if (refused.length === 0) onDone();
  }

  return (
    <form
      class="bulk"
      aria-label={text.bulk}
      onSubmit={(event) => {
        event.preventDefault();
        if (canRun) void run();
      }}
    >
      <select aria-label={text.bulk} value={action} onChange={(event) => setAction(event.currentTarget.value as BulkAction)}>
        {(['label', 'claim', 'transfer', 'close'] as const).map((one) => (
          <option key={one} value={one}>
            {text.bulkActions[one]}
          </option>
        ))}
      </select>
      {action === 'label' && (
        <input
          aria-label={text.label}
          placeholder={text.label}
          maxLength={maxLabelLength}
          value={label}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      )}
      {action === 'transfer' && (
        <select aria-label={words.queue} value={queue} onChange={(event) => setQueue(event.currentTarget.value)}>
          <option value="" />
          {queues.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      {action === 'close' && (
        <select aria-label={words.endAs} value={reason} onChange={(event) => setReason(event.currentTarget.value as CloseReason)}>
          {closeReasons.map((one) => (
            <option key={one} value={one}>
              {words.closeReasons[one]}
            </option>
          ))}
        </select>
      )}
      <button type="submit" class="primary" disabled={!canRun}>
        {text.apply}
      </button>
      <span role="status">
        {isRunning && progress && text.working(progress.done + progress.refused.length, summaries.length)}
        {!isRunning && progress && text.done(progress.done)}
        {progress && progress.refused.length > 0 && (
          <span class="over">
            {' '}
            {text.refused(progress.refused.length)}
            {progress.refused.map((one) => `${one.name} · ${problemText(one.problem, words)}`).join(' ')}
          </span>
        )}
      </span>
    </form>
  );
}
