import type { DraftNews } from '@/lib/desk/draft-sync';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { shortText } from '@/lib/i18n/times';
import { browserName } from '@/lib/ui/browser-name';

interface Props {
  news: DraftNews;
  onChoose: (choice: 'mine' | 'other' | 'both') => void;
}

/** Where the text in the field comes from, when another device wrote it; and where both have written, which of the two it is to be. */
export function DraftLine({ news, onChoose }: Props) {
  const words = useWords();
  const language = useLanguage();
  const from = browserName(news.browser) ?? words.otherDevice;
  const at = shortText(news.changedAt, language);
  if (!news.isAsked)
    return news.text === '' ? null : (
      <p class="draft-line quiet" role="status">
        {words.draftFrom(from, at)}
      </p>
    );
  return (
    <div class="draft-line draft-asked" role="alert">
      <p>{words.draftOther(from, at)}</p>
      <blockquote class="text">{news.text}</blockquote>
      <div class="draft-choices">
        <button type="button" class="small" onClick={() => onChoose('both')}>
          {words.draftBoth}
        </button>
        <button type="button" class="small" onClick={() => onChoose('other')}>
          {words.draftUseOther}
        </button>
        <button type="button" class="small" onClick={() => onChoose('mine')}>
          {words.draftKeepMine}
        </button>
      </div>
    </div>
  );
}
