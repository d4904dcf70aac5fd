import { shortText, timeText } from '@/lib/i18n/times';
import type { WidgetMessage } from './contract';
import type { OutgoingMessage } from './state';
import { useLanguage, useWords } from './words/words';

interface Props {
  message: WidgetMessage;
  /** The choices of a question can still be made. */
  canChoose: boolean;
  onChoose: (id: string, title: string) => void;
}

export function Shown({ message, canChoose, onChoose }: Props) {
  const words = useWords();
  const language = useLanguage();
  const isMachine = message.mark === 'machine';
  const { content, file, about } = message;
  return (
    <li class={`says says-${message.from === 'customer' ? 'customer' : 'agent'}${isMachine ? ' says-machine' : ''}`}>
      {about && !message.recalled && <Subject title={about.title} price={about.price} />}
      {(message.recalled || message.text) && (
        <p class={`says-text${message.recalled ? ' quiet' : ''}`}>{message.recalled ? words.recalled : message.text}</p>
      )}
      {file && !message.recalled && <Attachment file={file} />}
      {content?.type === 'page' && !message.recalled && <Page {...content.link} />}
      {content?.type === 'choices' && !message.recalled && (
        <ul class="choices">
          {content.options.map((option) => (
            <li key={option.id}>
              <button type="button" disabled={!canChoose} onClick={() => onChoose(option.id, option.title)}>
                {option.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="says-foot">
        {isMachine ? (
          <span class="machine" title={words.machineHint}>
            {words.machine}
          </span>
        ) : (
          message.from !== 'customer' && <span>{message.agentName ?? words.agent}</span>
        )}
        <time dateTime={message.at} title={shortText(message.at, language)}>
          {timeText(message.at, language)}
        </time>
      </p>
    </li>
  );
}

/** A picture is shown, anything else is there to be fetched. */
function Attachment({ file }: { file: NonNullable<WidgetMessage['file']> }) {
  return (
    <p class="says-text">
      <a href={file.address} download={file.name} rel="noopener">
        {file.mime.startsWith('image/') ? <img class="picture" src={file.address} alt={file.name} loading="lazy" /> : file.name}
      </a>
    </p>
  );
}

/** An address that a browser would run is no link. */
function Page({ title, url, description }: { title: string | null; url: string; description: string | null }) {
  if (!/^https?:\/\//i.test(url)) return null;
  return (
    <p class="says-text">
      <a href={url} target="_blank" rel="noopener noreferrer nofollow">
        {title || url}
      </a>
      {description && <span class="quiet"> {description}</span>}
    </p>
  );
}

export const Subject = ({ title, price }: { title: string; price?: string | null | undefined }) => (
  <p class="subject">
    <strong>{title}</strong>
    {price && <span class="quiet">{price}</span>}
  </p>
);

export function Outgoing({ message, onRetry }: { message: OutgoingMessage; onRetry: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const { about, file } = message.with ?? {};
  return (
    <li class="says says-customer">
      {about && <Subject title={about.title} price={about.price} />}
      <p class="says-text">{message.text || file?.name}</p>
      <p class="says-foot">
        {message.state === 'failed' ? (
          <>
            <span class="chat-trouble" role="alert">
              {words.failed}
            </span>
            <button type="button" class="link" onClick={onRetry}>
              {words.retry}
            </button>
          </>
        ) : (
          message.state === 'sending' && <span>{words.sending}</span>
        )}
        <time dateTime={message.sentAt}>{timeText(message.sentAt, language)}</time>
      </p>
    </li>
  );
}
