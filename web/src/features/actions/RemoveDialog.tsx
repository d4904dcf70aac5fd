import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';

export function RemoveDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const guests = (summary.participants ?? []).map(({ agent, role }) => ({
    id: agent.id,
    name: agent.name,
    facts: words.roles[role],
  }));
  const [agent, setAgent] = useState(guests.length === 1 ? (guests[0]?.id ?? '') : '');
  return (
    <ActionDialog
      title={words.actions.removeParticipant}
      submit={words.remove}
      canSubmit={agent !== ''}
      onSubmit={() => act(summary.id, 'participants/remove', { agent })}
    >
      <Choices
        name="agent"
        label={words.participants}
        choices={guests}
        empty={words.dialogs.noColleague}
        value={agent}
        onChange={setAgent}
      />
    </ActionDialog>
  );
}
