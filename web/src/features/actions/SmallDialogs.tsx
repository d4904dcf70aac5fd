import { useState } from 'preact/hooks';
import type { CallbackOutcome, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { act } from '@/lib/desk/commands';
import { useWords } from '@/lib/i18n/language';
import { DispositionField } from '@/lib/ui/DispositionField';
import { useLoaded } from '@/lib/ui/loaded';
import { ActionDialog } from './ActionDialog';
import { Choices } from './Choices';
import { ReasonField } from './ReasonField';

/** Windows that ask for one thing. */

const mostPoints = 1_000;

export function PriorityDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [points, setPoints] = useState(String(summary.priority ?? 0));
  const value = Number(points);
  const isValid = points.trim() !== '' && Number.isInteger(value) && Math.abs(value) <= mostPoints;
  return (
    <ActionDialog
      title={words.actions.priority}
      submit={words.save}
      hint={words.dialogs.pointsHint}
      canSubmit={isValid}
      onSubmit={() => act(summary.id, 'priority', { points: value })}
    >
      <label class="field">
        <span>{words.dialogs.points}</span>
        <input
          data-first
          type="number"
          step={1}
          min={-mostPoints}
          max={mostPoints}
          value={points}
          aria-invalid={!isValid}
          onInput={(event) => setPoints(event.currentTarget.value)}
        />
      </label>
    </ActionDialog>
  );
}

/** As the domain writes topics. */
const topicForm = /^[a-z0-9][a-z0-9-]{0,39}$/;
const maxTopicLength = 40;

export function TopicDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [topic, setTopic] = useState(summary.topic?.id ?? '');
  const queues = useLoaded(api.queues, 'topics');
  const known = new Map((queues.value?.queues ?? []).flatMap((one) => (one.topics ?? []).map((known) => [known.id, known.name])));
  return (
    <ActionDialog
      title={words.actions.topic}
      submit={words.save}
      hint={words.dialogs.topicHint}
      canSubmit={topic.trim() === '' || topicForm.test(topic.trim())}
      onSubmit={() => act(summary.id, 'topic', { topic: topic.trim() || null })}
    >
      <label class="field">
        <span>{words.topic}</span>
        <input
          data-first
          list="topics"
          maxLength={maxTopicLength}
          autoComplete="off"
          value={topic}
          onInput={(event) => setTopic(event.currentTarget.value)}
        />
        <datalist id="topics">
          {[...known].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </datalist>
      </label>
    </ActionDialog>
  );
}

export function DispositionDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [disposition, setDisposition] = useState(summary.disposition?.id ?? '');
  const queues = useLoaded(api.queues, summary.queue.id);
  const dispositions = queues.value?.queues.find((one) => one.queue.id === summary.queue.id)?.dispositions ?? [];
  return (
    <ActionDialog
      title={words.actions.disposition}
      submit={words.save}
      canSubmit={dispositions.length > 0}
      onSubmit={() => act(summary.id, 'disposition', { disposition: disposition || null })}
    >
      <DispositionField dispositions={dispositions} value={disposition} onChange={setDisposition} />
    </ActionDialog>
  );
}

const outcomes: readonly CallbackOutcome[] = ['reached', 'noAnswer', 'wrongNumber'];

export function OutcomeDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [outcome, setOutcome] = useState<string>('reached');
  return (
    <ActionDialog
      title={words.actions.callbackOutcome}
      submit={words.save}
      onSubmit={() => act(summary.id, 'callback/outcome', { outcome })}
    >
      <Choices
        name="outcome"
        label={words.callback}
        choices={outcomes.map((id) => ({ id, name: words.dialogs.outcomes[id] }))}
        empty=""
        value={outcome}
        onChange={setOutcome}
      />
    </ActionDialog>
  );
}

export function TakeOverDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={words.actions.takeOver}
      submit={words.dialogs.takeOver}
      hint={words.dialogs.takeOverHint}
      onSubmit={() => act(summary.id, 'take-over', reason.trim() ? { reason: reason.trim() } : {})}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
