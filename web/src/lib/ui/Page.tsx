import type { ComponentChildren } from 'preact';
import type { Problem } from '../http';
import { useWords } from '../i18n/language';
import { problemText } from '../i18n/problems';
import { Notice } from './Notice';

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
