import { viewers } from '@/lib/desk/viewers';
import { useWords } from '@/lib/i18n/language';
import { useStore } from '@/lib/store';

const mostNamed = 2;

/** Who else has this conversation before them, in so few words that nobody is disturbed; who is typing is told first. */
export function Onlookers({ id }: { id: string }) {
  const words = useWords();
  const now = useStore(viewers, (all) => all);
  if (now.conversationId !== id || now.others.length === 0) return <span class="onlookers" role="status" />;
  const typing = now.others.filter((agent) => now.typing.includes(agent.id));
  const named = (typing.length > 0 ? typing : now.others).map((agent) => agent.name);
  const names = named.slice(0, mostNamed).join(words.listSeparator);
  const further = named.length - mostNamed;
  return (
    <span
      class={`onlookers quiet${typing.length > 0 ? ' onlookers-typing' : ''}`}
      role="status"
      title={now.others.map((agent) => agent.name).join(words.listSeparator)}
    >
      {typing.length > 0 ? words.colleaguesTyping(names, further) : words.colleaguesLooking(names, further)}
    </span>
  );
}
