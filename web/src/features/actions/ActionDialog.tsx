import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@/lib/http';
import { useCloseDialog } from '@/lib/desk/dialog';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Dialog } from '@/lib/ui/Dialog';
import { Notice } from '@/lib/ui/Notice';

interface Props {
  title: string;
  /** What the button that does it says. */
  submit: string;
  canSubmit?: boolean;
  hint?: string;
  /** Answers why it was not done: then the window stays, with what was filled in. */
  onSubmit: () => Promise<Problem | null>;
  children: ComponentChildren;
}

/** A window that asks for what an action needs, and shows a refusal where it was asked. */
export function ActionDialog({ title, submit, canSubmit = true, hint, onSubmit, children }: Props) {
  const words = useWords();
  const close = useCloseDialog();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!canSubmit || busy) return;
    setBusy(true);
    const why = await onSubmit();
    setBusy(false);
    if (why) setProblem(why);
    else close();
  }

  return (
    <Dialog title={title} onClose={close}>
      <form class="dialog-form" onSubmit={send} noValidate>
        {hint && <p class="quiet">{hint}</p>}
        {children}
        {problem && <Notice>{problemText(problem, words)}</Notice>}
        <footer>
          <button type="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={!canSubmit || busy}>
            {submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
