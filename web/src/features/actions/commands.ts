import type { Summary } from '@/lib/contract';
import type { Macro } from '@/lib/contract-work';
import { actions, possible, type ActionId, type Seat } from '@/lib/desk/actions';
import { deskPages, type DeskPage } from '@/lib/desk/state';
import type { Dictionary } from '@/lib/i18n/zh';
import { personName } from '@/lib/ui/marks';

/** A line of the command bar. */
export type Command =
  | { group: 'actions'; key: string; text: string; hint: string; action: ActionId }
  | { group: 'macros'; key: string; text: string; hint: string; macro: Macro }
  | { group: 'conversations'; key: string; text: string; hint: string; summary: Summary }
  | { group: 'pages'; key: string; text: string; hint: string; page: DeskPage };

const mostConversations = 20;

/** Pages an agent may open; supervisors may open all. */
export const pagesFor = (seat: Seat): readonly DeskPage[] =>
  seat.isSupervisor ? deskPages : ['conversations', 'search', 'board', 'phrases'];

/** Everything the bar can do now that fits what was typed: what can be done with the conversation on screen, then where to go. */
export function commandsFor(
  typed: string,
  current: Summary | undefined,
  conversations: Iterable<Summary>,
  seat: Seat,
  words: Dictionary,
  macros: readonly Macro[] = [],
): Command[] {
  const doing: Command[] = current
    ? possible(current, seat).map((action) => ({
        group: 'actions',
        key: action,
        text: words.actions[action],
        hint: actions[action].key ? `Alt + ${actions[action].key}` : '',
        action,
      }))
    : [];
  const running: Command[] = current
    ? macros.map((macro) => ({
        group: 'macros',
        key: macro.id,
        text: macro.title || macro.shortcut,
        hint: `/${macro.shortcut}`,
        macro,
      }))
    : [];
  const pages: Command[] = pagesFor(seat).map((page) => ({ group: 'pages', key: page, text: words.pages[page], hint: '', page }));
  const wanted = typed.trim().toLowerCase();
  const fits = (command: Command) =>
    `${command.text} ${command.group === 'macros' ? command.hint : command.key}`.toLowerCase().includes(wanted);
  return [...doing.filter(fits), ...running.filter(fits), ...found(conversations, wanted), ...pages.filter(fits)];
}

/** Conversations are listed once something was typed: before, the list beside the bar shows them better. */
function found(conversations: Iterable<Summary>, wanted: string): Command[] {
  if (wanted === '') return [];
  const hits: Command[] = [];
  for (const summary of conversations) {
    const name = personName(summary.person);
    const text = `${name} ${summary.lastText} ${summary.id} ${(summary.labels ?? []).join(' ')}`;
    if (!text.toLowerCase().includes(wanted)) continue;
    hits.push({ group: 'conversations', key: summary.id, text: name, hint: summary.lastText, summary });
    if (hits.length === mostConversations) break;
  }
  return hits;
}
