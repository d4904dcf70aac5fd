import type { Dictionary } from '../i18n/zh';
import { wordOf } from './event-text';

/** Kinds that are plain from what they say. */
const plain: ReadonlySet<string> = new Set(['text', 'email', 'postback']);

/** What was said last, in one line of a list: its kind where that is not plain, and what it says. */
export function oneLine(kind: string | null | undefined, text: string | null, words: Dictionary): string {
  if (!kind || plain.has(kind)) return text || words.noText;
  const label = wordOf(words.itemKinds, kind);
  return text ? `[${label}] ${text}` : `[${label}]`;
}
