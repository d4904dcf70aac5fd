import { useEffect, useMemo, useRef } from 'preact/hooks';

interface Props {
  label: string;
  text: string;
  readOnly?: boolean;
  /** Lines with something wrong, by what is wrong with them. */
  marks: ReadonlyMap<number, 'fault' | 'warning'>;
  /** Counted up to bring the caret to a place. */
  jump: { line: number; column: number; turn: number } | null;
  onChange: (text: string) => void;
}

/** A text field with line numbers: a document of rules is read by its lines. */
export function Editor({ label, text, readOnly = false, marks, jump, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => text.split('\n').length, [text]);

  useEffect(() => {
    if (!jump || !field.current) return;
    const at = offsetOf(text, jump.line, jump.column);
    field.current.focus();
    field.current.setSelectionRange(at.start, at.end);
    const lineHeight = field.current.scrollHeight / Math.max(1, lines);
    field.current.scrollTop = Math.max(0, (jump.line - 4) * lineHeight);
  }, [jump]);

  return (
    <div class="editor">
      <div class="editor-gutter" aria-hidden="true" ref={gutter}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} class={marks.has(index + 1) ? `mark-${marks.get(index + 1)}` : undefined}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        ref={field}
        aria-label={label}
        value={text}
        readOnly={readOnly}
        wrap="off"
        spellcheck={false}
        autoCapitalize="off"
        onInput={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          // Tab leaves the field, as everywhere; two spaces come with Ctrl+], which editors use for it.
          if (event.key !== ']' || !event.ctrlKey || readOnly) return;
          event.preventDefault();
          const { selectionStart: start, selectionEnd: end } = event.currentTarget;
          onChange(`${text.slice(0, start)}  ${text.slice(end)}`);
          requestAnimationFrame(() => field.current?.setSelectionRange(start + 2, start + 2));
        }}
      />
    </div>
  );
}

/** Where a place named by line and column (both from 1) lies in the text, with the end of its line; a place beyond the text is its end. */
export function offsetOf(text: string, line: number, column: number): { start: number; end: number } {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return { start: text.length, end: text.length };
    start = next + 1;
  }
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  return { start: Math.min(start + Math.max(0, column - 1), end), end };
}
