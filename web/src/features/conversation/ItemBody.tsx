import type { ComponentChildren } from 'preact';
import type { CustomerItem } from '@/lib/contract';
import { useWords } from '@/lib/i18n/language';
import { safeLink } from './safe-link';

/** What stands where a message of the customer could not be read or taken in. */
const gapMark = 'unreadable';

/** A mail to the customer came back, and which it was is not known. */
const bounceMark = 'bounce';

/**
 * What a customer sent. Everything here came from outside: it is shown as text only, an address becomes a link only when it is http or
 * https, and media is opened by choice, never loaded from somebody else's server into the agent's page.
 */
export const ItemBody = ({ item }: { item: CustomerItem }) =>
  // Most of what is said is nothing but its words, and needs none of ours.
  item.kind === 'text' && !item.about && !item.form ? <p class="text">{item.text}</p> : <Kinds item={item} />;

function Kinds({ item }: { item: CustomerItem }) {
  const words = useWords();
  switch (item.kind) {
    case 'text':
      return <Words item={item} />;
    case 'email':
      return (
        <>
          {item.isAutomatic && <span class="quiet">{words.automaticReply}</span>}
          {item.subject && <strong class="text">{item.subject}</strong>}
          {item.text && <p class="text">{item.text}</p>}
          {item.quoted && (
            <details>
              <summary class="quiet">{words.earlierMails}</summary>
              <p class="text quiet">{item.quoted}</p>
            </details>
          )}
        </>
      );
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return (
        <Block label={words[item.kind]}>
          <span>{item.media?.fileName ?? item.media?.mime ?? item.media?.id}</span>
          {item.text && <p class="text">{item.text}</p>}
          <Outside address={item.media?.url} text={words.openFile} />
        </Block>
      );
    case 'link':
      return (
        <Block label={words.link}>
          <Outside address={item.link?.url} text={item.link?.title || item.link?.url || ''} />
          {item.link?.description && <p class="text quiet">{item.link.description}</p>}
        </Block>
      );
    case 'card':
      return (
        <Block label={words.card}>
          <span>{item.card?.title}</span>
          {item.card?.path && <span class="quiet">{item.card.path}</span>}
        </Block>
      );
    case 'location':
      return (
        <Block label={words.location}>
          <span>{item.location?.label}</span>
          <span class="quiet">{item.location?.address}</span>
          <span class="quiet">
            {item.location && `${item.location.latitude.toFixed(5)}, ${item.location.longitude.toFixed(5)}`}
          </span>
        </Block>
      );
    case 'order':
      return (
        <Block label={words.order}>
          <span>{item.order?.id}</span>
          <span class="quiet">
            {[item.name, item.order?.status, item.order?.total, item.order?.currency].filter(Boolean).join(' · ')}
          </span>
          {item.order?.lines?.map((line) => (
            <span class="quiet">{`${line.quantity} × ${line.title ?? ''}`}</span>
          ))}
          {item.text && <p class="text">{item.text}</p>}
        </Block>
      );
    case 'event':
      if (item.name === gapMark) return <Block label={words.gap} />;
      if (item.name === bounceMark) return <Block label={words.bounced}>{item.text}</Block>;
      return <Block label={words.event}>{[item.name, item.payload].filter(Boolean).join(' · ')}</Block>;
    case 'postback':
      // What the customer chose, in the words they chose it by.
      if (item.text) return <p class="text">{item.text}</p>;
      return <Block label={words.event}>{[item.name, item.payload].filter(Boolean).join(' · ')}</Block>;
    case 'comment':
      return (
        <Block label={words.comment}>
          <p class="text">{item.text}</p>
          <Outside address={item.link?.url} text={item.link?.title || item.link?.url || ''} />
        </Block>
      );
    case 'edit':
      return (
        <Block label={words.edited}>
          <p class="text">{item.text}</p>
        </Block>
      );
    case 'command':
      return <Block label={words.event}>{[item.name, item.payload].filter(Boolean).join(' · ')}</Block>;
    default:
      return <Block label={words.unsupportedKind(item.name ?? item.kind)}>{item.text && <p class="text">{item.text}</p>}</Block>;
  }
}

/** What was said, with what it is about and what was filled in beforehand. */
function Words({ item }: { item: CustomerItem }) {
  const words = useWords();
  const answers = Object.entries(item.form ?? {});
  const names = words.formFields as Readonly<Record<string, string>>;
  return (
    <>
      {item.about && item.link && (
        <Block label={item.about.kind === 'order' ? words.aboutOrder : words.about}>
          <Outside address={item.link.url} text={item.link.title || item.link.url} />
          <span class="quiet">{[item.about.price, item.about.id].filter(Boolean).join(' · ')}</span>
        </Block>
      )}
      {answers.length > 0 && (
        <Block label={words.form}>
          <dl class="facts">
            {answers.map(([name, answer]) => (
              <div key={name}>
                <dt>{names[name] ?? name}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        </Block>
      )}
      <p class="text">{item.text}</p>
    </>
  );
}

const Block = ({ label, children }: { label: string; children?: ComponentChildren }) => (
  <div class="block">
    <span class="block-label">{label}</span>
    {children}
  </div>
);

function Outside({ address, text }: { address: string | undefined; text: string }) {
  const words = useWords();
  if (!address) return null;
  const href = safeLink(address);
  if (!href) return <span title={words.unsafeLink}>{text === words.openFile ? words.unsafeLink : text}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  );
}
