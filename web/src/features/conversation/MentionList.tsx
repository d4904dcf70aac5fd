import type { AgentState } from '@/lib/contract';
import { useWords } from '@/lib/i18n/language';

interface Props {
  names: readonly AgentState[];
  active: number;
  onChoose: (index: number) => void;
}

/** Colleagues to call in a note. The keys stay with the text field, which says which one is chosen. */
export function MentionList({ names, active, onChoose }: Props) {
  const words = useWords();
  return (
    <div class="mentions" id="mentions" role="listbox" aria-label={words.mentionLabel} tabIndex={-1}>
      {names.map((agent, index) => (
        <button
          key={agent.id}
          id={`mention-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the click would take the focus out of the text.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(index);
          }}
        >
          <span class={`dot presence-dot-${agent.presence}`} aria-hidden="true" /> {agent.name}
        </button>
      ))}
    </div>
  );
}
