import { typing } from '@/lib/desk/typing';
import { useWords } from '@/lib/i18n/language';
import { useStore } from '@/lib/store';

/** What the customer is writing stands where it will come, and is gone with the next moment: it was not said yet. */
export function TypingLine({ id }: { id: string }) {
  const words = useWords();
  const text = useStore(typing, (now) => now.get(id));
  if (text === undefined) return null;
  return (
    <p class="typing quiet" role="status">
      {text === null ? words.customerTyping : words.customerTypes(text)}
    </p>
  );
}
