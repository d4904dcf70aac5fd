import { useWords } from './words/words';

/** What a visitor sees when there is no chat to show. */
export function NoChat({ why }: { why: 'unavailable' | 'notHere' | 'wrongAddress' }) {
  const words = useWords();
  return (
    <main class="chat chat-none">
      <p role="alert">{words[why]}</p>
    </main>
  );
}
