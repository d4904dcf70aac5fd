import { useWords } from './words/words';

/** What stands there while the server is asked: the head of the chat, in its place and in its colour, so that nobody looks at an empty frame. */
export function Opening() {
  const words = useWords();
  return (
    <main class="chat" aria-busy="true">
      <header class="chat-head">
        <h1>{words.title}</h1>
        <p role="status">{words.opening}</p>
      </header>
    </main>
  );
}
