import { useEffect, useRef, useState } from 'preact/hooks';
import type { SavedView, SearchAnswer, SearchHit } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { summaryHeard } from '@/lib/desk/conversations';
import { desk, useDesk } from '@/lib/desk/desk';
import { show } from '@/lib/desk/navigation';
import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { shortText } from '@/lib/i18n/times';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { Empty } from '@/lib/ui/Empty';
import { wordOf } from '@/lib/ui/event-text';
import { personName } from '@/lib/ui/marks';
import { oneLine } from '@/lib/ui/one-line';
import { Page } from '@/lib/ui/Page';
import { Bulk } from './Bulk';
import { isEmpty, noSearch, queryOf, viewToSave, withView, type Search } from './query';
import { SearchForm } from './SearchForm';
import { loadViews } from './views';
import { useSearchWords } from './words/words';

/** Conversations and people by words and by what they are, as far back as the server looks; it says how far that was. */
export function SearchPage() {
  const words = useWords();
  const text = useSearchWords();
  const meId = useDesk((state) => state.session?.agent.id ?? '');
  const [search, setSearch] = useState<Search>(noSearch);
  const [answer, setAnswer] = useState<SearchAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const turn = useRef(0);

  async function run(wanted: Search) {
    if (isEmpty(wanted)) return;
    const mine = ++turn.current;
    setBusy(true);
    const found = await api.search(queryOf(wanted));
    // A late answer to an earlier question is dropped.
    if (mine !== turn.current) return;
    setBusy(false);
    setProblem(found.ok ? null : found.problem);
    setAnswer(found.ok ? found.value : null);
    setChosen(new Set());
    if (found.ok) desk.update((state) => found.value.items.reduce((now, hit) => summaryHeard(now, hit.conversation), state));
  }

  async function save(name: string) {
    const saved = await api.saveView(viewToSave(views, name, search, newMessageId()));
    setProblem(saved.ok ? null : saved.problem);
    if (saved.ok) setViews((now) => withView(now, saved.value));
  }

  async function forget(view: SavedView) {
    const gone = await api.removeView(view.id);
    setProblem(gone.ok ? null : gone.problem);
    if (gone.ok) setViews((now) => now.filter((one) => one.id !== view.id));
  }

  useEffect(() => {
    void loadViews(meId).then((loaded) => {
      setViews(loaded.views);
      if (loaded.problem) setProblem(loaded.problem);
    });
  }, [meId]);
  useEffect(() => document.getElementById('search')?.focus(), []);

  const items = answer?.items ?? [];
  return (
    <Page title={words.pages.search} problem={problem}>
      <SearchForm search={search} isBusy={isBusy} onChange={setSearch} onRun={() => void run(search)} />
      <div class="saved-views" role="group" aria-label={text.saved}>
        {views.map((view) => (
          <span key={view.id} class="saved-view">
            <button
              type="button"
              class="small"
              onClick={() => {
                setSearch(view.search);
                void run(view.search);
              }}
            >
              {view.name}
            </button>
            <button
              type="button"
              class="plain"
              aria-label={text.forget(view.name)}
              title={text.forget(view.name)}
              onClick={() => void forget(view)}
            >
              ×
            </button>
          </span>
        ))}
        {!isEmpty(search) && <SaveView onSave={(name) => void save(name)} />}
      </div>
      <p class="quiet" role="status">
        {isBusy
          ? text.searching
          : answer
            ? [text.found(items.length), text.looked(answer.looked, answer.read), answer.isWhole ? '' : text.notWhole].join(' ')
            : text.begin}
      </p>
      {chosen.size > 0 && (
        <Bulk
          summaries={items.map((hit) => hit.conversation).filter((summary) => chosen.has(summary.id))}
          onDone={() => void run(search)}
        />
      )}
      {answer && items.length === 0 && <Empty title={text.nothing} />}
      {items.length > 0 && (
        <>
          <label class="select-all">
            <input
              type="checkbox"
              checked={chosen.size === items.length}
              onChange={(event) => setChosen(new Set(event.currentTarget.checked ? items.map((hit) => hit.conversation.id) : []))}
            />
            {chosen.size > 0 ? text.selected(chosen.size) : text.selectAll}
          </label>
          <ol class="hits">
            {items.map((hit) => (
              <Hit
                key={hit.conversation.id}
                hit={hit}
                isChosen={chosen.has(hit.conversation.id)}
                onChoose={(isChosen) => {
                  const next = new Set(chosen);
                  if (isChosen) next.add(hit.conversation.id);
                  else next.delete(hit.conversation.id);
                  setChosen(next);
                }}
              />
            ))}
          </ol>
        </>
      )}
    </Page>
  );
}

interface HitProps {
  hit: SearchHit;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

function Hit({ hit, isChosen, onChoose }: HitProps) {
  const words = useWords();
  const text = useSearchWords();
  const language = useLanguage();
  const { conversation } = hit;
  const name = personName(conversation.person);
  return (
    <li class="hit">
      <input
        type="checkbox"
        aria-label={text.selectOne(name)}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <button type="button" class="hit-open" data-conversation={conversation.id} onClick={() => show(conversation.id)}>
        <ChannelMark channel={conversation.channel} />
        <strong>{name}</strong>
        <span class="tag">{words.phase[conversation.phase]}</span>
        <span class="hit-text">
          <span class="quiet">{wordOf(text.within, hit.in)}:</span>{' '}
          {hit.excerpt ?? oneLine(conversation.lastKind, conversation.lastText, words)}
        </span>
        {conversation.labels?.map((label) => (
          <span key={label} class="tag">
            {label}
          </span>
        ))}
        <span class="quiet">{conversation.holder?.name ?? conversation.queue.name}</span>
        <time class="quiet" dateTime={conversation.lastMessageAt}>
          {shortText(conversation.lastMessageAt, language)}
        </time>
      </button>
    </li>
  );
}

const maxNameLength = 40;

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const text = useSearchWords();
  const [name, setName] = useState('');
  return (
    <form
      class="save-view"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onSave(name.trim());
        setName('');
      }}
    >
      <input
        aria-label={text.name}
        placeholder={text.name}
        maxLength={maxNameLength}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="small" disabled={name.trim() === ''}>
        {text.save}
      </button>
    </form>
  );
}
