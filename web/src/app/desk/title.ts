import { useEffect } from 'preact/hooks';
import { unreadInMine } from '@/lib/desk/conversations';
import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';

/** The tab's title counts what the agent has not read. */
export function useTitle(): void {
  const words = useWords();
  const unread = useDesk(unreadInMine);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${words.desk}`;
  }, [unread, words]);
}
