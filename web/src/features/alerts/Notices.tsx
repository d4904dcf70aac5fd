import { desk, useDesk } from '@/lib/desk/desk';
import { dismissed, type DeskNotice } from '@/lib/desk/notices';
import { show } from '@/lib/desk/navigation';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { timeText } from '@/lib/i18n/times';
import { Icon } from '@/lib/ui/Icon';

/** What was pushed to this agent and not read yet. */
export function Notices() {
  const words = useWords();
  const notices = useDesk((state) => state.notices.shown);
  if (notices.length === 0) return null;
  return (
    <ol class="popups" aria-label={words.noticesLabel}>
      {notices.map((notice) => (
        <li key={notice.id}>
          <One notice={notice} />
        </li>
      ))}
    </ol>
  );
}

function One({ notice }: { notice: DeskNotice }) {
  const words = useWords();
  const language = useLanguage();
  const name = useDesk((state) => state.conversations.get(notice.conversationId ?? '')?.summary.person.name ?? null);
  const dismiss = () => desk.update((state) => ({ ...state, notices: dismissed(state.notices, notice) }));
  const sentence = (words.notices as Readonly<Record<string, unknown>>)[notice.kind];
  const { conversationId } = notice;
  return (
    <div class="popup" role="status">
      <p>
        {typeof sentence === 'string' ? sentence : words.notices.other(notice.kind)}
        {name && ` · ${name}`}
        {notice.detail && ` · ${notice.detail}`} <time class="quiet">{timeText(notice.at, language)}</time>
      </p>
      <div class="popup-foot">
        {conversationId && (
          <button
            type="button"
            class="small"
            onClick={() => {
              dismiss();
              show(conversationId);
            }}
          >
            {words.open}
          </button>
        )}
        <button type="button" class="plain" aria-label={words.overdue.dismiss} onClick={dismiss}>
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
}
