export interface Suggestion {
  id: string;
  name: string;
  hint?: string;
  dot?: string;
}

interface Props {
  label: string;
  found: readonly Suggestion[];
  active: number;
  onChoose: (index: number) => void;
}

/** What fits what is being typed: colleagues in a note, phrases in a reply. The keys stay with the text field, which says which one is chosen. */
export function SuggestionList({ label, found, active, onChoose }: Props) {
  return (
    <div class="mentions" id="mentions" role="listbox" aria-label={label} tabIndex={-1}>
      {found.map((one, index) => (
        <button
          key={one.id}
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
          {one.dot && <span class={`dot presence-dot-${one.dot}`} aria-hidden="true" />} {one.name}
          {one.hint && <span class="quiet mention-hint">{one.hint}</span>}
        </button>
      ))}
    </div>
  );
}
