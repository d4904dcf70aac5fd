import { useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import { act } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';
import { ActionDialog } from './ActionDialog';
import { labelChange, labelFault, readLabels } from './labels';

export function LabelsDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const before = summary.labels ?? [];
  const [text, setText] = useState(before.join(', '));
  const labels = readLabels(text);
  const fault = labelFault(labels);
  const change = labelChange(before, labels);
  return (
    <ActionDialog
      title={words.actions.labels}
      submit={words.save}
      hint={words.dialogs.labelsHint}
      canSubmit={fault === null && change.add.length + change.remove.length > 0}
      onSubmit={() => act(summary.id, 'labels', change)}
    >
      <label class="field">
        <span>{words.labels}</span>
        <textarea
          data-first
          rows={3}
          value={text}
          aria-invalid={fault !== null}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {fault && <small class="over">{fault === 'tooLong' ? words.dialogs.labelsTooLong : words.dialogs.labelsTooMany}</small>}
      </label>
      <p class="labels">
        {labels.map((label) => (
          <span key={label} class="tag">
            {label}
          </span>
        ))}
      </p>
    </ActionDialog>
  );
}
