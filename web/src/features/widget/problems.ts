import type { Problem } from '@/lib/http';
import type { WidgetWords } from './words/zh';

/** Why something was not done, as a visitor may read it: what only people at work understand is not told. */
export function problemText(problem: Problem, words: WidgetWords): string {
  if (problem.code === 'unreachable') return words.unreachable;
  const known = words.refusals as Readonly<Record<string, string>>;
  return known[problem.reason ?? ''] ?? known[problem.code] ?? words.problem;
}
