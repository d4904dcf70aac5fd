import { useEffect, useState } from 'preact/hooks';
import type { Content, Order, ReplyPreview, ReplyRules, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { say } from '@/lib/desk/commands';
import { desk } from '@/lib/desk/desk';
import { useCloseDialog } from '@/lib/desk/dialog';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Dialog } from '@/lib/ui/Dialog';
import { wordOf } from '@/lib/ui/event-text';
import { useLoaded } from '@/lib/ui/loaded';
import { contentKinds, contentOf, fieldsOf, itemKinds, type ContentKind } from './form';
import { KindFields } from './KindFields';
import { useContentWords } from './words/words';

/** A place, a page, a mini program, choices, an order or a template, with what the channel will make of it before it is sent. */
export function ContentDialog({ summary }: { summary: Summary }) {
  const words = useWords();
  const text = useContentWords();
  const close = useCloseDialog();
  const [begun] = useState(() => desk.get().dialog?.content);
  const { value: rules } = useLoaded(() => api.replyRules(summary.id), summary.id);
  const [chosen, setKind] = useState<ContentKind>(begun?.type === 'orderCard' ? 'orderCard' : 'place');
  const [fields, setFields] = useState(() => fieldsOf(begun));
  const [order, setOrder] = useState<Order | null>(begun?.type === 'orderCard' ? begun.order : null);
  const kinds = contentKinds.filter((kind) => isOffered(kind, rules));
  // When the window is over, what the platform has approved is all that can be sent.
  const kind = rules?.refusal && rules.hasTemplates ? 'template' : chosen;
  const content = contentOf(kind, fields, order);
  const { preview, problem } = usePreview(summary.id, content);
  const canSend =
    content !== null && preview !== null && preview.refusal === null && preview.sentAs !== null && !preview.isTooLong;

  function send() {
    if (!canSend || !content) return;
    close();
    say('reply', summary.id, '', { content });
  }

  return (
    <Dialog title={text.title} onClose={close}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="segments" role="group" aria-label={text.kind}>
          {kinds.map((one, index) => (
            <button
              key={one}
              type="button"
              data-first={index === 0 ? true : undefined}
              aria-pressed={one === kind}
              onClick={() => setKind(one)}
            >
              {words.contentKinds[one]}
              {rules && !rules.sends.includes(itemKinds[one]) && <span class="quiet"> ≈</span>}
            </button>
          ))}
        </div>
        <KindFields
          kind={kind}
          fields={fields}
          onChange={(change) => setFields({ ...fields, ...change })}
          onOrder={(found) => {
            setOrder(found);
            setFields({ ...fields, ...fieldsOf({ type: 'orderCard', order: found }) });
          }}
        />
        <Preview preview={preview} problem={problem} isWhole={content !== null} />
        <footer>
          <button type="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={!canSend}>
            {text.send}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** A template and a page of a mini program cannot be put into words: they stand where the channel has them only. */
function isOffered(kind: ContentKind, rules: ReplyRules | null | undefined): boolean {
  if (kind === 'template') return rules?.hasTemplates ?? false;
  return kind !== 'miniProgram' || (rules?.sends.includes(itemKinds.miniProgram) ?? false);
}

interface PreviewProps {
  preview: ReplyPreview | null;
  problem: Problem | null;
  isWhole: boolean;
}

function Preview({ preview, problem, isWhole }: PreviewProps) {
  const words = useWords();
  const text = useContentWords();
  return (
    <section class="content-preview" aria-label={text.preview} aria-live="polite">
      <h3>{text.preview}</h3>
      {problem && <p class="over">{problemText(problem, words)}</p>}
      {!isWhole && <p class="quiet">{text.incomplete}</p>}
      {preview?.refusal && <p class="over">{problemText({ code: 'refused', status: 409, reason: preview.refusal }, words)}</p>}
      {preview && !preview.refusal && preview.sentAs === null && <p class="over">{text.nothing}</p>}
      {preview?.sentAs && preview.words === null && <p class="good">{text.asItIs(wordOf(words.itemKinds, preview.sentAs))}</p>}
      {preview?.words && (
        <>
          <p class="short">{text.inWords}</p>
          <p class="text bubble-body">{preview.words}</p>
        </>
      )}
      {preview?.isTooLong && <p class="over">{text.tooLong(preview.length, preview.maxTextLength)}</p>}
    </section>
  );
}

const settleMs = 250;

/** What the server's own rules make of it, a moment after the last change: there is no second copy of them here. */
function usePreview(id: string, content: Content | null): { preview: ReplyPreview | null; problem: Problem | null } {
  const [found, setFound] = useState<{ key: string; preview: ReplyPreview | null; problem: Problem | null }>();
  const key = JSON.stringify(content);
  useEffect(() => {
    if (!content) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await api.previewReply(id, { content });
      if (isCurrent) setFound({ key, preview: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.problem });
    }, settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [id, key]);
  return content && found?.key === key ? found : { preview: null, problem: null };
}
