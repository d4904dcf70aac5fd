import type { Summary } from '@/lib/contract';
import type { Identity, PersonDetail } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { show } from '@/lib/desk/navigation';
import { perform } from '@/lib/desk/perform';
import { useLanguage, useWords } from '@/lib/i18n/language';
import { dateText, fullText } from '@/lib/i18n/times';
import { ChannelMark, channelName } from '@/lib/ui/ChannelMark';
import { useLoaded } from '@/lib/ui/loaded';
import { oneLine } from '@/lib/ui/one-line';

/** More of a profile than this is for the window in which it is changed. */
const mostAttributes = 8;
const mostConversations = 8;

/** Who the customer is: profile, the identities that were put down to them and why, and what they wrote about of late. */
export function PersonCard({ summary }: { summary: Summary }) {
  const words = useWords();
  // A server without people's pages answers that there is nothing; then the panel says nothing of it.
  const { value } = useLoaded(() => api.person(summary.person.id), `${summary.person.id} ${summary.id}`);
  if (!value) return null;
  const earlier = value.conversations.filter((one) => one.id !== summary.id).slice(0, mostConversations);
  return (
    <>
      <section aria-labelledby="panel-profile">
        <h2 id="panel-profile">{words.profile}</h2>
        <ProfileFacts person={value} />
        <p class="panel-links">
          <button type="button" class="link" onClick={() => perform('profile', summary)}>
            {words.actions.profile.replace('…', '')}
          </button>
        </p>
      </section>
      {earlier.length > 0 && (
        <section aria-labelledby="panel-earlier">
          <h2 id="panel-earlier">{words.earlierConversations}</h2>
          <ol class="earlier">
            {earlier.map((one) => (
              <Earlier key={one.id} summary={one} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function ProfileFacts({ person }: { person: PersonDetail }) {
  const words = useWords();
  const { profile, identities } = person;
  const facts: [string, string | null][] = [
    [words.tier, profile.tier],
    [words.personLanguage, profile.language],
    [words.tags, profile.tags.join(', ')],
    [words.owner, profile.owner?.name ?? null],
    ...Object.entries(profile.attributes)
      .slice(0, mostAttributes)
      .map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([term, fact]) =>
          fact && (
            <div key={term}>
              <dt>{term}</dt>
              <dd title={fact}>{fact}</dd>
            </div>
          ),
      )}
      {identities.map((identity) => (
        <IdentityFact key={identity.id} identity={identity} />
      ))}
    </dl>
  );
}

function IdentityFact({ identity }: { identity: Identity }) {
  const words = useWords();
  const language = useLanguage();
  const last = identity.changes.at(-1);
  const why = last && [last.by?.name, last.reason, fullText(last.at, language)].filter(Boolean).join(' · ');
  return (
    <div>
      <dt>{channelName(words.channels, identity.channel)}</dt>
      <dd title={why ?? identity.sender}>
        {identity.sender}
        {identity.isLinked && <span class="tag">{words.linked}</span>}
      </dd>
    </div>
  );
}

function Earlier({ summary }: { summary: Summary }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <li>
      <button type="button" onClick={() => show(summary.id)}>
        <ChannelMark channel={summary.channel} />
        <span class="earlier-text">{summary.topic?.name ?? oneLine(summary.lastKind, summary.lastText, words)}</span>
        <time class="quiet" dateTime={summary.openedAt}>
          {dateText(summary.openedAt, language)}
        </time>
      </button>
    </li>
  );
}
