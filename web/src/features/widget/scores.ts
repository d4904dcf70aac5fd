import type { WidgetWords } from './words/zh';

/** The names of a scale's steps from worst to best; a scale that has none is numbered. */
export function scoreNames(steps: number, { scores }: WidgetWords): string[] {
  if (steps === 2) return Object.values(scores.two);
  if (steps === 3) return Object.values(scores.three);
  if (steps === 5) return Object.values(scores.five);
  return Array.from({ length: steps }, (_, index) => String(index + 1));
}
