import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { newMessageId } from '@/lib/ids';
import type { Chat } from './chat';
import type { RatingAsk } from './contract';
import { problemText } from './problems';
import { scoreNames } from './scores';
import { useWords } from './words/words';

const maxRemarkLength = 1_000;

interface Props {
  chat: Chat;
  ask: RatingAsk;
  onDone: (rated: boolean) => void;
}

/** How it was: a score, whether it was solved, what fits, and a word of one's own. */
export function RatingForm({ chat, ask, onDone }: Props) {
  const words = useWords();
  const [messageId] = useState(newMessageId);
  const [score, setScore] = useState<number | null>(null);
  const [solved, setSolved] = useState<boolean | null>(null);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [remark, setRemark] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // It grows with the first answer, and the rest of it should be seen.
  useEffect(() => {
    if (score !== null) form.current?.scrollIntoView({ block: 'end' });
  }, [score !== null]);
  const names = scoreNames(ask.steps, words);

  async function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (score === null) return;
    const problem = await chat.act('rating', {
      messageId,
      score,
      ...(solved !== null && { solved }),
      tags,
      ...(remark.trim() && { remark: remark.trim() }),
    });
    setTrouble(problem && problemText(problem, words));
    if (!problem) onDone(true);
  }

  return (
    <form class="rating" ref={form} onSubmit={send} aria-label={words.ratingTitle}>
      <fieldset>
        <legend>{words.ratingTitle}</legend>
        <div class="rating-row">
          {names.map((name, index) => (
            <button
              key={name}
              type="button"
              class="rating-score"
              aria-pressed={score === index + 1}
              title={words.score(index + 1, ask.steps)}
              onClick={() => setScore(index + 1)}
            >
              {name}
            </button>
          ))}
        </div>
      </fieldset>
      {ask.solved && (
        <fieldset>
          <legend>{words.solved}</legend>
          <div class="rating-row">
            <button type="button" aria-pressed={solved === true} onClick={() => setSolved(true)}>
              {words.solvedYes}
            </button>
            <button type="button" aria-pressed={solved === false} onClick={() => setSolved(false)}>
              {words.solvedNo}
            </button>
          </div>
        </fieldset>
      )}
      {score !== null && ask.tags.length > 0 && (
        <fieldset>
          <legend>{words.tags}</legend>
          <div class="rating-row">
            {ask.tags.map((tag) => (
              <button
                key={tag}
                type="button"
                aria-pressed={tags.includes(tag)}
                onClick={() => setTags(tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag])}
              >
                {tag}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {score !== null && (
        <textarea
          rows={2}
          maxLength={maxRemarkLength}
          aria-label={words.remark}
          placeholder={words.remark}
          value={remark}
          onInput={(event) => setRemark(event.currentTarget.value)}
        />
      )}
      {trouble && (
        <p class="chat-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="doors-ask">
        <button type="button" onClick={() => onDone(false)}>
          {words.notNow}
        </button>
        <button type="submit" class="primary" disabled={score === null}>
          {words.rate}
        </button>
      </div>
    </form>
  );
}
