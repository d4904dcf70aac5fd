import { readStored, writeStored } from '../storage';
import type { MessageKind } from './outbox';

/** What has been begun and not sent, as this page has it. */
export interface Draft {
  text: string;
  /** The server's number of the writing it goes back to; 0 before there was one. */
  revision: number;
  /** There is more in it than the server has. */
  isDirty: boolean;
}

/** What another of the agent's devices has written; an empty text: it was sent or taken away there. */
export interface OtherDraft {
  text: string;
  revision: number;
  changedAt: string;
  browser: string | null;
}

/** One key per agent, conversation and kind: two agents at one machine do not see each other's drafts, and what was begun as a note is
 * never sent to the customer. */
export const draftKey = (agentId: string, conversationId: string, kind: MessageKind): string =>
  kind === 'reply' ? `omni.draft.${agentId}.${conversationId}` : `omni.draft.${kind}.${agentId}.${conversationId}`;

const marksKey = 'omni.draft-marks';
const mostMarks = 200;

type Marks = Readonly<Record<string, readonly [revision: number, isDirty: boolean]>>;

/** Pages that are open beside this one have their own; what a reload needs is in the browser's store. */
const held = new Map<string, Draft>();

function stored(key: string): Draft {
  const text = readStored(key, '');
  const [revision, isDirty] = readStored<Marks>(marksKey, {})[key] ?? [0, text !== ''];
  return { text, revision, isDirty };
}

/** As it stands when its field appears: of what all is kept, another page of this browser may have more. */
export function openedDraft(key: string): Draft {
  const mine = held.get(key);
  if (!mine?.isDirty) held.set(key, stored(key));
  return draftOf(key);
}

export const draftOf = (key: string): Draft => held.get(key) ?? stored(key);

export function keepDraft(key: string, draft: Draft): void {
  held.set(key, draft);
  writeStored(key, draft.text);
  const others = Object.entries(readStored<Marks>(marksKey, {})).filter(([other]) => other !== key);
  const isBare = draft.text === '' && !draft.isDirty && draft.revision === 0;
  const marks = isBare ? others : [...others, [key, [draft.revision, draft.isDirty]] as const];
  writeStored(marksKey, Object.fromEntries(marks.slice(-mostMarks)));
}

/** What this page holds that the server has not. */
export const dirtyDrafts = (): string[] => [...held].flatMap(([key, draft]) => (draft.isDirty ? [key] : []));

/** For tests: as after a reload. */
export const forgetHeldDrafts = (): void => held.clear();

/**
 * What becomes of a draft when another device's writing of it is heard of. Nothing that was typed here is ever given up for it: where both
 * have something of their own, the agent is asked.
 */
export function judged(mine: Draft, other: OtherDraft): 'known' | 'same' | 'taken' | 'ended' | 'asked' {
  if (other.revision <= mine.revision) return 'known';
  if (other.text === mine.text) return 'same';
  if (!mine.isDirty || mine.text === '') return 'taken';
  return other.text === '' ? 'ended' : 'asked';
}
