import { useEffect, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { MacroAction } from '@/lib/contract-work';
import { useDesk } from '@/lib/desk/desk';
import { useCloseDialog } from '@/lib/desk/dialog';
import { runSteps, stepsOf, type Progress } from '@/lib/desk/macros';
import { loadPhrases, valuesFor } from '@/lib/desk/phrases';
import { useSeat } from '@/lib/desk/seat';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { dateText, spanText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { Dialog } from '@/lib/ui/Dialog';
import { Notice } from '@/lib/ui/Notice';
import { useMacroWords } from './words/words';
import type { MacroWords } from './words/zh';

/** What the macro will do, each step with what is wrong with it; after it was run, what came of each. */
export function MacroDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const text = useMacroWords();
  const language = useLanguage();
  const seat = useSeat();
  const close = useCloseDialog();
  const macro = useDesk((state) => state.dialog?.macro);
  const phrases = useDesk((state) => state.phrases);
  const session = useDesk((state) => state.session);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [isRunning, setRunning] = useState(false);
  useEffect(() => void loadPhrases(), []);

  const maxTextLength = session?.channels.find((channel) => channel.name === summary.channel)?.maxTextLength;
  const planned =
    macro && phrases
      ? stepsOf(macro, {
          summary,
          seat,
          phrases,
          values: valuesFor(summary, session?.agent.name ?? '', dateText(Date.now(), language)),
          rules: maxTextLength === undefined ? null : { maxTextLength },
        })
      : [];
  // What was planned is what is done: that a step is done may make it impossible to do once more.
  const [begun, setBegun] = useState<typeof planned | null>(null);
  const steps = begun ?? planned;
  const canRun = !isRunning && steps.length > 0 && (progress !== null || steps.every((step) => step.fault === null));
  const isOver = progress !== null && progress.done === steps.length;

  async function run() {
    if (!canRun || isOver) return;
    setRunning(true);
    setBegun(steps);
    const came = await runSteps(summary, steps, progress?.done ?? 0, setProgress);
    setProgress(came);
    setRunning(false);
    if (came.done === steps.length) close();
  }

  return (
    <Dialog title={macro ? `/${macro.shortcut} ${macro.title}` : ''} onClose={close}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p class="quiet">{text.hint}</p>
        <ol class="macro-steps">
          {steps.map((step, index) => (
            <li key={step.action.type} class={step.fault && !progress ? 'over' : undefined}>
              <span>{actionText(step.action, session?.queues ?? [], text, words)}</span>
              {step.text !== undefined && <blockquote class="text">{step.text}</blockquote>}
              {step.fault && !progress && <small>{text.faults[step.fault]}</small>}
              {progress && <small class="quiet">{cameOf(index, progress, isRunning, text)}</small>}
            </li>
          ))}
        </ol>
        {progress?.problem && !isRunning && (
          <Notice>
            {[
              progress.done === 0 ? text.noneDone : text.partly(progress.done, steps.length),
              problemText(progress.problem, words),
            ].join(' ')}
          </Notice>
        )}
        <footer>
          <button type="button" onClick={close}>
            {progress ? words.closeDialog : words.cancel}
          </button>
          <button type="submit" data-first class="primary" disabled={!canRun || isOver}>
            {isRunning ? text.running : progress ? text.goOn : text.run}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function cameOf(index: number, progress: Progress, isRunning: boolean, text: MacroWords): string {
  if (index < progress.done) return `✓ ${text.done}`;
  if (index === progress.done && progress.problem) return `✗ ${text.refused}`;
  return isRunning ? '…' : text.notTried;
}

function actionText(
  action: MacroAction,
  queues: readonly { id: string; name: string }[],
  text: MacroWords,
  words: Dictionary,
): string {
  switch (action.type) {
    case 'reply':
      return text.reply;
    case 'label':
      return [
        action.add.length > 0 ? text.addLabels(action.add.join(words.listSeparator)) : '',
        action.remove.length > 0 ? text.removeLabels(action.remove.join(words.listSeparator)) : '',
      ]
        .filter(Boolean)
        .join(' · ');
    case 'priority':
      return text.priority(action.points);
    case 'snooze':
      return action.minutes === null ? text.snoozeOpen : text.snooze(spanText(action.minutes * 60_000, words));
    case 'transfer':
      return text.transfer(queues.find((queue) => queue.id === action.queue)?.name ?? action.queue);
    case 'close':
      return text.close(words.closeReasons[action.reason]);
  }
}
