import { useState } from 'preact/hooks';
import type { CloseReason, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { act, close } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';
import { DispositionField } from '@/lib/ui/DispositionField';
import { useLoaded } from '@/lib/ui/loaded';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';

const reasons: readonly CloseReason[] = ['resolved', 'customerGone', 'spam'];

/** Asks for the reason, and for the disposition where the queue has some: it may be required before closing. */
export function CloseDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [reason, setReason] = useState<string>('resolved');
  const [disposition, setDisposition] = useState(summary.disposition?.id ?? '');
  const queues = useLoaded(api.queues, summary.queue.id);
  const dispositions = queues.value?.queues.find((one) => one.queue.id === summary.queue.id)?.dispositions ?? [];

  async function submit() {
    if (disposition !== (summary.disposition?.id ?? '')) {
      const problem = await act(summary.id, 'disposition', { disposition: disposition || null });
      if (problem) return problem;
    }
    return close(summary.id, reason as CloseReason);
  }

  return (
    <ActionDialog title={words.actions.close} submit={words.actions.close.replace('…', '')} onSubmit={submit}>
      <Choices
        name="reason"
        label={words.endAs}
        choices={reasons.map((id) => ({ id, name: words.closeReasons[id] }))}
        empty=""
        value={reason}
        onChange={setReason}
      />
      {dispositions.length > 0 && <DispositionField dispositions={dispositions} value={disposition} onChange={setDisposition} />}
    </ActionDialog>
  );
}
