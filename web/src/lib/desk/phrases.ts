import type { Summary } from '../contract';
import type { Phrase } from '../contract-work';
import { api } from './api';
import { desk } from './desk';

/** What was typed after the slash that begins the text or a word of it, before the caret; null when none is. */
export function typedShortcut(text: string, caret: number): string | null {
  const found = /(?:^|\s)\/([^\s/]{0,40})$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

const mostSuggested = 8;

/** Those whose shortcut begins with what was typed first, then those that have it in their title or text; one's own before everybody's. */
export function fittingPhrases(phrases: readonly Phrase[], typed: string): Phrase[] {
  const wanted = typed.toLowerCase();
  const rank = (phrase: Phrase): number => {
    if (phrase.shortcut.toLowerCase().startsWith(wanted)) return phrase.isShared ? 1 : 0;
    if (phrase.title.toLowerCase().includes(wanted)) return 2;
    return phrase.text.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return phrases
    .map((phrase) => ({ phrase, rank: rank(phrase) }))
    .filter((one) => one.rank < 4)
    .sort((a, b) => a.rank - b.rank || a.phrase.shortcut.localeCompare(b.phrase.shortcut))
    .slice(0, mostSuggested)
    .map((one) => one.phrase);
}

/** What can stand in a phrase, as {customer}. */
export const placeholders = ['customer', 'agent', 'queue', 'number', 'date'] as const;
export type Placeholder = (typeof placeholders)[number];

/** Placeholders become what they stand for; one that nobody knows the value of, as a customer without a name, is left out. */
export function filled(text: string, values: Readonly<Partial<Record<Placeholder, string>>>): string {
  return text
    .replace(/\{(customer|agent|queue|number|date)\}/g, (_, name: Placeholder) => values[name] ?? '')
    .replace(/ +([,.!?，。！？])/g, '$1')
    .trim();
}

export const valuesFor = (summary: Summary, agent: string, date: string): Partial<Record<Placeholder, string>> => ({
  ...(summary.person.name === null ? {} : { customer: summary.person.name }),
  agent,
  queue: summary.queue.name,
  number: summary.id,
  date,
});

/** The text with the typed shortcut replaced by the phrase, and where the caret goes. */
export function inserted(text: string, caret: number, phrase: string): { text: string; caret: number } {
  const typed = typedShortcut(text, caret);
  const head = text.slice(0, typed === null ? caret : caret - typed.length - 1) + phrase;
  return { text: head + text.slice(caret), caret: head.length };
}

/** Asked for once, when somebody first needs them, and again when they were changed here. */
export async function loadPhrases(): Promise<void> {
  const answer = await api.phrases();
  if (answer.ok) desk.update((state) => ({ ...state, phrases: answer.value.items }));
}
