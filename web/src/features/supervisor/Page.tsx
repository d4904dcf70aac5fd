import type { ComponentChildren } from 'preact';
import type { Problem } from '@/lib/http';
import { useWords } from '@/lib/i18n/language';
import { problemText } from '@/lib/i18n/problems';
import { Notice } from '@/lib/ui/Notice';

interface Props {
  title: string;
  problem?: Problem | null;
  /** Beside the title. */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, problem = null, tools, children }: Props) {
  const words = useWords();
  return (
    <main class="page" aria-label={title}>
      <header class="page-head">
        <h2>{title}</h2>
        <span class="spring" />
        {tools}
      </header>
      {problem && <Notice>{problemText(problem, words)}</Notice>}
      {children}
    </main>
  );
}
