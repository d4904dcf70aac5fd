import { useWords } from '@/lib/i18n/language';
import { Dialog } from '@/lib/ui/Dialog';

interface Props {
  /** How many conversations they have. */
  count: number;
  onLeave: () => void;
  onClose: () => void;
}

/** Asked before somebody goes whose conversations would go back to the line. */
export function LeavingDialog({ count, onLeave, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words.leaving.title(count)} onClose={onClose}>
      <div class="dialog-form">
        <p>{words.leaving.text(count)}</p>
        <footer>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="button"
            class="primary"
            data-first
            onClick={() => {
              onClose();
              onLeave();
            }}
          >
            {words.leaving.leave}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
