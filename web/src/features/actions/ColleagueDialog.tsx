import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';
import { colleagues } from './people';
import { ReasonField } from './ReasonField';

/** Asks a colleague in: for advice, or to help with the customer. */
export function ColleagueDialog({ summary, action }: { summary: Summary; action: 'consult' | 'addParticipant' }) {
  const words = useWords();
  const agents = useDesk((state) => state.agents);
  const [agent, setAgent] = useState('');
  const [reason, setReason] = useState('');
  const inside = [summary.holder?.id ?? '', ...(summary.participants ?? []).map((one) => one.agent.id)];
  const place = action === 'consult' ? 'consult' : 'participants/add';
  return (
    <ActionDialog
      title={words.actions[action]}
      submit={words.actions[action].replace('…', '')}
      {...(action === 'consult' && { hint: words.dialogs.consultHint })}
      canSubmit={agent !== ''}
      onSubmit={() => act(summary.id, place, { agent, ...(action === 'consult' && reason.trim() && { reason: reason.trim() }) })}
    >
      <Choices
        name="agent"
        label={words.dialogs.toAgent}
        choices={colleagues(agents.values(), inside, words)}
        empty={words.dialogs.noColleague}
        value={agent}
        onChange={setAgent}
      />
      {action === 'consult' && <ReasonField value={reason} onChange={setReason} />}
    </ActionDialog>
  );
}
