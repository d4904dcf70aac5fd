import { useEffect, useState } from 'preact/hooks';
import { desk, useDesk } from '@/lib/desk/desk';
import { isNews, overdue, since } from '@/lib/desk/overdue';
import { show } from '@/lib/desk/navigation';
import { useWords } from '@/lib/i18n/language';
import { spanText } from '@/lib/i18n/times';
import { personName } from '@/lib/ui/marks';
import { useNow } from '@/lib/ui/now';

/** One pop-up for all conversations over their time, leading to the longest waiting: never one per chat. */
export function OverdueAlert() {
  const words = useWords();
  const now = useNow();
  useDesk((state) => state.conversations);
  const late = overdue(desk.get(), now);
  const [told, setTold] = useState<ReadonlySet<string>>(new Set());
  const ids = late.map((summary) => summary.id).join(' ');
  // Whoever was answered and falls late again is news once more.
  useEffect(() => {
    const now = new Set(ids.split(' '));
    setTold((before) => new Set([...before].filter((id) => now.has(id))));
  }, [ids]);

  const longest = late[0];
  if (!longest || !isNews(told, late)) return null;
  const dismiss = () => setTold(new Set(late.map((summary) => summary.id)));
  const waited = spanText(now - Date.parse(since(longest)), words);
  return (
    <div class="popup popup-late" role="alert">
      <p>{late.length === 1 ? words.overdue.one(personName(longest.person), waited) : words.overdue.many(late.length, waited)}</p>
      <div class="popup-foot">
        <button type="button" class="small" onClick={dismiss}>
          {words.overdue.dismiss}
        </button>
        <button
          type="button"
          class="small primary"
          onClick={() => {
            dismiss();
            show(longest.id);
          }}
        >
          {words.overdue.go}
        </button>
      </div>
    </div>
  );
}
