import { useState } from 'preact/hooks';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { Dialog } from '@/lib/ui/Dialog';
import { useSupervisorWords } from '../words/words';

const maxNoteLength = 500;

interface Props {
  title: string;
  hint: string;
  onClose: () => void;
  onSubmit: (note: string) => Promise<Problem | null>;
}

/** Asks why, before the rules that everybody works under change. */
export function NoteDialog({ title, hint, onClose, onSubmit }: Props) {
  const words = useWords();
  const { policies } = useSupervisorWords();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          setBusy(true);
          void onSubmit(note.trim()).finally(() => setBusy(false));
        }}
      >
        <p class="quiet">{hint}</p>
        <label class="field">
          <span>
            {policies.note} <small class="quiet">{words.optional}</small>
          </span>
          <input data-first maxLength={maxNoteLength} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {title}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
