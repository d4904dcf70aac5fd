import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { act } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { useLoaded } from '@/lib/ui/loaded';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';
import { colleagues } from './people';
import { ReasonField } from './ReasonField';

/** A cold transfer: to a colleague, whose presence and load are shown, or to a queue with its length and who is free. */
export function TransferDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const agents = useDesk((state) => state.agents);
  const sessionQueues = useDesk((state) => state.session?.queues ?? []);
  const figures = useLoaded(api.queues, summary.id);
  const [to, setTo] = useState<'agent' | 'queue'>('agent');
  const [target, setTarget] = useState('');
  const [reason, setReason] = useState('');

  const people = colleagues(agents.values(), [summary.holder?.id ?? ''], words);
  const queues = figures.value
    ? figures.value.queues.map((one) => ({
        id: one.queue.id,
        name: one.queue.name,
        facts: words.dialogs.queueFigures(one.length, one.free, one.staffed),
      }))
    : sessionQueues;

  function turn(next: 'agent' | 'queue') {
    setTo(next);
    setTarget('');
  }

  return (
    <ActionDialog
      title={words.actions.transfer}
      submit={words.actions.transfer.replace('…', '')}
      hint={words.dialogs.transferHint}
      canSubmit={target !== ''}
      onSubmit={() => act(summary.id, 'transfer', { [to]: target, ...(reason.trim() && { reason: reason.trim() }) })}
    >
      <div class="segments" role="group" aria-label={words.dialogs.transferTo}>
        <button type="button" aria-pressed={to === 'agent'} onClick={() => turn('agent')}>
          {words.dialogs.toAgent}
        </button>
        <button type="button" aria-pressed={to === 'queue'} onClick={() => turn('queue')}>
          {words.dialogs.toQueue}
        </button>
      </div>
      <Choices
        key={to}
        name="target"
        label={to === 'agent' ? words.dialogs.toAgent : words.dialogs.toQueue}
        choices={to === 'agent' ? people : queues}
        empty={to === 'agent' ? words.dialogs.noColleague : words.dialogs.noQueue}
        value={target}
        onChange={setTarget}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
