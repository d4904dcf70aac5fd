import type { Entry, Summary } from '@/lib/contract';
import { useDesk } from '@/lib/desk/desk';
import { loadEarlier } from '@/lib/desk/sync';
import { noThread } from '@/lib/desk/thread';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { fullText, timeText } from '@/lib/i18n/times';
import { channelName } from '@/lib/ui/ChannelMark';
import { eventText } from '@/lib/ui/event-text';
import { personName } from '@/lib/ui/marks';
import { perform } from '@/lib/desk/perform';
import { Orders } from './Orders';
import { PersonCard } from './PersonCard';
import { TrackCard } from './TrackCard';
import { WhyMe } from './WhyMe';

/** The panel lists this many of the latest events; the conversation shows them all. */
const mostEvents = 50;

export function CustomerPanel({ summary }: { summary: Summary }) {
  const words = useWords();
  const thread = useDesk((state) => state.threads.get(summary.id)) ?? noThread;
  const given = thread.entries.findLast(isGiven);
  return (
    <>
      <section aria-labelledby="panel-person">
        <h2 id="panel-person">{words.person}</h2>
        <Facts summary={summary} />
      </section>
      <PersonCard summary={summary} />
      <TrackCard summary={summary} />
      <Orders key={summary.id} summary={summary} />
      <section aria-labelledby="panel-why">
        <h2 id="panel-why">{words.whyMe}</h2>
        {given?.why ? <WhyMe agent={given.agent} why={given.why} /> : <NoOffer id={summary.id} hasEarlier={thread.hasEarlier} />}
        <p class="panel-links">
          <button type="button" class="link" onClick={() => perform('explain', summary)}>
            {words.whyDetails}
          </button>
          <button type="button" class="link" onClick={() => perform('timers', summary)}>
            {words.actions.timers.replace('…', '')}
          </button>
        </p>
      </section>
      <section aria-labelledby="panel-events">
        <h2 id="panel-events">{words.history}</h2>
        <Events entries={thread.entries} />
      </section>
    </>
  );
}

/** By routing, or because an agent picked it. */
type Given = Extract<Entry, { type: 'offered' | 'claimed' }>;

const isGiven = (entry: Entry): entry is Given => entry.type === 'offered' || (entry.type === 'claimed' && Boolean(entry.why));

/** The offer of a long conversation may lie before the entries held. */
function NoOffer({ id, hasEarlier }: { id: string; hasEarlier: boolean }) {
  const words = useWords();
  if (!hasEarlier) return <p class="quiet">{words.whyMeNone}</p>;
  return (
    <button type="button" class="link" onClick={() => void loadEarlier(id)}>
      {words.whyMeFurther}
    </button>
  );
}

function Facts({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const facts: [string, string][] = [
    [words.personName, personName(summary.person)],
    [words.personId, summary.person.id],
    [words.channel, channelName(words.channels, summary.channel)],
    [words.account, summary.account],
    [words.queue, summary.queue.name],
    [words.holder, summary.holder?.name ?? words.none],
    [words.opened, fullText(summary.openedAt, language)],
  ];
  const further: [string, string | null | undefined][] = [
    [words.topic, summary.topic?.name],
    [words.disposition, summary.disposition?.name],
    [words.labels, summary.labels?.join(', ')],
    [words.priority, summary.priority ? String(summary.priority) : null],
    [words.callback, summary.callback && fullText(summary.callback.dueAt, language)],
    [words.scheduledMessages, summary.scheduled?.length ? String(summary.scheduled.length) : null],
  ];
  for (const [term, fact] of further) if (fact) facts.push([term, fact]);
  return (
    <dl class="facts">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd title={fact}>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function Events({ entries }: { entries: readonly Entry[] }) {
  const words = useWords();
  const language = useLanguage();
  const lines = entries.flatMap((entry) => {
    const text = eventText(entry, words, language);
    return text === null ? [] : [{ seq: entry.seq, at: entry.at, text }];
  });
  return (
    <ol class="events">
      {lines
        .slice(-mostEvents)
        .reverse()
        .map((line) => (
          <li key={line.seq}>
            <time dateTime={line.at} title={fullText(line.at, language)}>
              {timeText(line.at, language)}
            </time>
            <span>{line.text}</span>
          </li>
        ))}
    </ol>
  );
}
