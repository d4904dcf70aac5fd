import { useDesk } from '@/lib/desk/desk';
import { useWords } from '@/lib/i18n/language';
import { channelName } from '@/lib/ui/ChannelMark';
import { isEmpty, type Search } from './query';
import { useSearchWords } from './words/words';

interface Props {
  search: Search;
  isBusy: boolean;
  onChange: (search: Search) => void;
  onRun: () => void;
}

const maxQueryLength = 100;
const maxLabelLength = 40;

export function SearchForm({ search, isBusy, onChange, onRun }: Props) {
  const words = useWords();
  const text = useSearchWords();
  const session = useDesk((state) => state.session);
  const change = (part: Partial<Search>) => onChange({ ...search, ...part });
  return (
    <form
      class="search-form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      <input
        id="search"
        type="search"
        aria-label={text.query}
        placeholder={text.queryHint}
        maxLength={maxQueryLength}
        value={search.q}
        onInput={(event) => change({ q: event.currentTarget.value })}
      />
      <select
        aria-label={text.state}
        value={search.state}
        onChange={(event) => change({ state: event.currentTarget.value as Search['state'] })}
      >
        {(['all', 'open', 'closed'] as const).map((state) => (
          <option key={state} value={state}>
            {text.states[state]}
          </option>
        ))}
      </select>
      <select
        aria-label={words.channel}
        value={search.channel}
        onChange={(event) => change({ channel: event.currentTarget.value })}
      >
        <option value="">{text.anyChannel}</option>
        {session?.channels.map(({ name }) => (
          <option key={name} value={name}>
            {channelName(words.channels, name)}
          </option>
        ))}
      </select>
      <select aria-label={words.queue} value={search.queue} onChange={(event) => change({ queue: event.currentTarget.value })}>
        <option value="">{text.anyQueue}</option>
        {session?.queues.map((queue) => (
          <option key={queue.id} value={queue.id}>
            {queue.name}
          </option>
        ))}
      </select>
      <input
        aria-label={text.label}
        placeholder={text.anyLabel}
        maxLength={maxLabelLength}
        value={search.label}
        onInput={(event) => change({ label: event.currentTarget.value })}
      />
      <button type="submit" class="primary" disabled={isBusy || isEmpty(search)}>
        {text.run}
      </button>
    </form>
  );
}
