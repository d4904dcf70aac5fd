import type { ReplyRules, Summary } from '../contract';
import type { Macro, MacroAction, Phrase } from '../contract-work';
import type { Problem } from '../http';
import { newMessageId } from '../ids';
import { possible, type Seat } from './actions';
import { api } from './api';
import { act, close, sayNow } from './commands';
import { desk } from './desk';
import { filled, type Placeholder } from './phrases';
import { dialogOpened } from './state';
import { refresh } from './sync';
import { kindsFor } from './writes';

/** Asked for when somebody first needs them, and again when they were changed here. */
export async function loadMacros(): Promise<void> {
  const answer = await api.macros();
  if (answer.ok) desk.update((state) => ({ ...state, macros: answer.value.items }));
}

const mostSuggested = 5;

/** Those whose shortcut begins with what was typed, then those that have it in their title; one's own before everybody's. */
export function fittingMacros(macros: readonly Macro[], typed: string): Macro[] {
  const wanted = typed.toLowerCase();
  const rank = ({ shortcut, title, isShared }: Macro): number =>
    shortcut.toLowerCase().startsWith(wanted) ? (isShared ? 1 : 0) : title.toLowerCase().includes(wanted) ? 2 : 3;
  return [...macros]
    .filter((macro) => rank(macro) < 3)
    .sort((a, b) => rank(a) - rank(b) || a.shortcut.localeCompare(b.shortcut))
    .slice(0, mostSuggested);
}

/** Shows what a macro would do; nothing is done before it is confirmed there. */
export const openMacro = (macro: Macro, summary: Summary): void =>
  desk.update((state) => dialogOpened(state, { name: 'macro', conversationId: summary.id, macro }));

/** One action as it would be done here and now. */
export interface Step {
  action: MacroAction;
  /** What the customer would read. */
  text?: string;
  /** Of the reply: tried again it is the same one. */
  messageId?: string;
  /** Why it cannot be done, as far as the desk can tell; the server has the last word. */
  fault: 'phraseGone' | 'mayNotReply' | 'tooLong' | 'notNow' | null;
}

export interface Scene {
  summary: Summary;
  seat: Seat;
  phrases: readonly Phrase[];
  values: Readonly<Partial<Record<Placeholder, string>>>;
  rules: Pick<ReplyRules, 'maxTextLength'> | null;
}

/** All that the macro would do, with every fault that can be seen beforehand. */
export function stepsOf(macro: Macro, scene: Scene): Step[] {
  const can = possible(scene.summary, scene.seat);
  return macro.actions.map((action): Step => {
    if (action.type === 'reply') return replyStep(action, scene);
    const needed = { label: 'labels', priority: 'priority', snooze: 'snooze', transfer: 'transfer', close: 'close' } as const;
    return { action, fault: can.includes(needed[action.type]) ? null : 'notNow' };
  });
}

function replyStep(action: Extract<MacroAction, { type: 'reply' }>, { summary, seat, phrases, values, rules }: Scene): Step {
  const phrase = phrases.find((one) => one.id === action.phrase);
  if (!phrase) return { action, fault: 'phraseGone' };
  const text = filled(phrase.text, values);
  if (!kindsFor(summary, seat).includes('reply')) return { action, text, fault: 'mayNotReply' };
  return { action, text, messageId: newMessageId(), fault: rules && text.length > rules.maxTextLength ? 'tooLong' : null };
}

/** How far a macro has come: all steps before `done` are done, and the one at it was refused where there is a problem. */
export interface Progress {
  done: number;
  problem: Problem | null;
}

/**
 * Does the steps one after the other, from the one given, each by the command that the agent would use. What is refused ends it: what
 * follows was meant to follow it, and is not tried.
 */
export async function runSteps(
  summary: Summary,
  steps: readonly Step[],
  from: number,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const begun = desk.get().conversations.get(summary.id)?.summary ?? summary;
  let progress: Progress = { done: from, problem: null };
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    const hasReplied = steps.slice(0, index).some((earlier) => earlier.action.type === 'reply');
    const problem = await runStep(summary.id, step, hasReplied ? 0 : begun.unanswered);
    progress = problem ? { done: index, problem } : { done: index + 1, problem: null };
    tell(progress);
    if (problem) return progress;
  }
  return progress;
}

async function runStep(
  id: string,
  { action, text = '', messageId = newMessageId() }: Step,
  unanswered: number,
): Promise<Problem | null> {
  switch (action.type) {
    case 'reply':
      return sayNow(id, messageId, text);
    case 'label':
      return act(id, 'labels', { add: action.add, remove: action.remove });
    case 'priority':
      return act(id, 'priority', { points: action.points });
    case 'snooze':
      return act(
        id,
        'snooze',
        action.minutes === null ? {} : { until: new Date(Date.now() + action.minutes * 60_000).toISOString() },
      );
    case 'transfer':
      return act(id, 'transfer', { queue: action.queue });
    case 'close': {
      await refresh(id);
      // What the customer wrote while the macro ran was not meant to be closed away.
      const now = desk.get().conversations.get(id)?.summary;
      if (now && now.unanswered > unanswered) return { code: 'refused', status: 409, reason: 'versionConflict' };
      return close(id, action.reason);
    }
  }
}
