import { useEffect, useState } from 'preact/hooks';
import type { Summary } from '@/lib/contract';
import type { HistorySummary, LegHistory } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { useLanguage, useWords } from '@/lib/i18n/language';
import type { Language } from '@/lib/i18n/speech';
import { shortText } from '@/lib/i18n/times';
import type { Dictionary } from '@/lib/i18n/zh';
import { ChannelMark } from '@/lib/ui/ChannelMark';
import { useLoaded } from '@/lib/ui/loaded';
import { oneLine } from '@/lib/ui/one-line';

/**
 * What was said on the customer's other channels, for an agent who meets them on this one: open as soon as there is another one, and again
 * when they change it.
 */
export function SoFar({ summary }: { summary: Summary }) {
  const words = useWords();
  const channels = summary.channels ?? [];
  const { value } = useLoaded(() => api.historySummary(summary.id), `${summary.id} ${channels.length} ${summary.channel}`);
  const [isOpen, setOpen] = useState(true);
  useEffect(() => setOpen(true), [summary.channel]);
  if (!value || !(isElsewhere(value, summary) || value.legs.length > 1)) return null;
  return (
    <details class="so-far" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{words.soFar.title}</span>
        {value.legs.map((leg) => (
          <ChannelMark key={`${leg.channel} ${leg.account}`} channel={leg.channel} />
        ))}
      </summary>
      <ol>
        {value.legs.map((leg, index) => (
          <Leg key={`${leg.channel} ${leg.account}`} leg={leg} isNow={index === 0} customer={summary.person.name} />
        ))}
        {value.before && isElsewhere(value, summary) && <Before before={value.before} />}
      </ol>
      <Open value={value} />
    </details>
  );
}

/** The conversation before this one was on another channel. */
const isElsewhere = (value: HistorySummary, summary: Summary): boolean =>
  value.before !== null && value.before.channel !== summary.channel;

function Leg({ leg, isNow, customer }: { leg: LegHistory; isNow: boolean; customer: string | null }) {
  const words = useWords();
  const { soFar } = words;
  const language = useLanguage();
  return (
    <li>
      <p class="so-far-leg">
        <ChannelMark channel={leg.channel} />
        <span class="quiet">
          {isNow ? soFar.now : `${shortText(leg.from, language)} – ${shortText(leg.to, language)}`} ·{' '}
          {soFar.counts(leg.messages, leg.replies)}
        </span>
      </p>
      {leg.last.map((message) => (
        <p key={message.at} class="so-far-said">
          <b>{message.by?.name ?? (message.speaker === 'bot' ? soFar.bot : (customer ?? soFar.customer))}</b>{' '}
          <span class="text">{oneLine(message.kind, message.text, words)}</span>
        </p>
      ))}
    </li>
  );
}

function Before({ before }: { before: Summary }) {
  const words = useWords();
  const language = useLanguage();
  const about = [before.topic?.name, before.disposition?.name].filter(Boolean).join(' · ');
  return (
    <li>
      <p class="so-far-leg">
        <ChannelMark channel={before.channel} />
        <span class="quiet">
          {[words.soFar.before, shortText(before.lastMessageAt, language), about].filter(Boolean).join(' · ')}
        </span>
      </p>
      <p class="so-far-said">
        <b>{before.lastFrom === 'agent' ? words.holder : (before.person.name ?? words.soFar.customer)}</b>{' '}
        <span class="text">{oneLine(before.lastKind, before.lastText, words)}</span>
      </p>
    </li>
  );
}

/** What is still to be done about it. */
function Open({ value }: { value: HistorySummary }) {
  const words = useWords();
  const language = useLanguage();
  const facts = openFacts(value, words, language);
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([term, fact]) => (
        <div key={`${term} ${fact}`}>
          <dt>{term}</dt>
          <dd title={fact}>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function openFacts(value: HistorySummary, words: Dictionary, language: Language): [string, string][] {
  const { soFar } = words;
  const facts: [string, string | null | undefined][] = [
    [words.topic, value.topic?.name],
    [words.labels, value.labels.join(', ')],
    [soFar.unanswered, value.unansweredSince && shortText(value.unansweredSince, language)],
    ...value.promises.map((promise): [string, string] => [
      soFar.promises,
      [soFar.promised[promise.kind], shortText(promise.dueAt, language), promise.text].filter(Boolean).join(' · '),
    ]),
  ];
  return facts.flatMap(([term, fact]) => (fact ? [[term, fact] satisfies [string, string]] : []));
}
