import { useWords } from '@/lib/i18n/language';

const maxReasonLength = 200;

export function ReasonField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const words = useWords();
  return (
    <label class="field">
      <span>
        {words.reason} <small class="quiet">{words.optional}</small>
      </span>
      <input
        name="reason"
        value={value}
        maxLength={maxReasonLength}
        autoComplete="off"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
