import { useState } from 'preact/hooks';
import { show } from '@/lib/desk/navigation';
import { useWords } from '@/lib/i18n/language';
import { CustomerBubble } from './Bubbles';
import type { Message } from './lines';

/** What the customer said while two conversations were one: it stands in the other one again, and here it is kept out of the way. */
export function Moved({ to, messages }: { to: string; messages: readonly Message[] }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <li class="event moved">
        <button type="button" class="link fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.movedAway(messages.length)}
        </button>
        <button type="button" class="link" onClick={() => show(to)}>
          {words.openOther}
        </button>
      </li>
      {isOpen &&
        messages.map(
          (message) =>
            message.type === 'customerMessage' && (
              <CustomerBubble key={message.seq} entry={message} showChannel={false} isElsewhere />
            ),
        )}
    </>
  );
}
