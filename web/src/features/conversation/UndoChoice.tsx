import { useState } from 'preact/hooks';
import { chooseUndoSeconds, undoChoices, undoSeconds } from '@/lib/desk/undo';
import { useWords } from '@/lib/i18n/language';

/** How long a reply can be taken back before it leaves. */
export function UndoChoice() {
  const words = useWords();
  const [seconds, setSeconds] = useState(undoSeconds);
  return (
    <label class="undo-choice quiet" title={words.undoHint}>
      {words.undo}
      <select
        value={String(seconds)}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          chooseUndoSeconds(chosen);
          setSeconds(undoSeconds());
        }}
      >
        {undoChoices.map((one) => (
          <option key={one} value={String(one)}>
            {one === 0 ? words.undoNever : words.duration.seconds(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
