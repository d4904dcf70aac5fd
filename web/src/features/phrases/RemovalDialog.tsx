import { useWords } from '@/lib/i18n/language';
import { Dialog } from '@/lib/ui/Dialog';

/** Asks once more before one is taken away. */
export function RemovalDialog({ ask, onRemove, onClose }: { ask: string; onRemove: () => void; onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words.remove} onClose={onClose}>
      <p>{ask}</p>
      <footer>
        <button type="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="button" class="primary" onClick={onRemove}>
          {words.remove}
        </button>
      </footer>
    </Dialog>
  );
}
