import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { isOver } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { channelName } from '@/lib/ui/ChannelMark';
import { personName } from '@/lib/ui/marks';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';

/** The other conversations that are open, those of the same person first. */
export function MergeDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const conversations = useDesk((state) => state.conversations);
  const [into, setInto] = useState('');
  const isSame = (other: Summary) => other.person.id === summary.person.id;
  const others = [...conversations.values()]
    .map((held) => held.summary)
    .filter((other) => other.id !== summary.id && !isOver(other))
    .sort((a, b) => Number(isSame(b)) - Number(isSame(a)) || b.lastMessageAt.localeCompare(a.lastMessageAt));
  return (
    <ActionDialog
      title={words.actions.merge}
      submit={words.actions.merge.replace('…', '')}
      hint={words.dialogs.mergeHint}
      canSubmit={into !== ''}
      onSubmit={() => act(summary.id, 'merge', { into })}
    >
      <Choices
        name="into"
        label={words.listLabel}
        choices={others.map((other) => ({
          id: other.id,
          name: personName(other.person),
          facts: `${channelName(words.channels, other.channel)} · ${other.lastText}`,
        }))}
        empty={words.dialogs.mergeNone}
        value={into}
        onChange={setInto}
      />
    </ActionDialog>
  );
}
