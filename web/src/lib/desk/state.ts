import type { AgentState, Content, Insights, Presence, Session, Summary, View } from '../contract';
import type { Macro, Phrase } from '../contract-work';
import type { Problem } from '../http';
import type { LiveState } from '../live/connection';
import type { ActionId } from './actions';
import type { PhaseFilter } from './filters';
import { noNotices, readWith, type Notices } from './notices';
import type { MessageKind, Outbox } from './outbox';
import type { Thread } from './thread';
import type { SeenById } from './unread';

/** A conversation's head as last heard of; `heardAt` counts what was heard, so that an older list cannot undo a newer push. */
export interface Held {
  summary: Summary;
  heardAt: number;
}

export interface ViewState {
  loaded: boolean;
  failed: boolean;
  /** Where the server's list goes on, or null when all of it is here. */
  cursor: string | null;
}

/** What fills the desk below the top bar. */
export const deskPages = [
  'conversations',
  'search',
  'board',
  'phrases',
  'visitors',
  'attendance',
  'policies',
  'channels',
  'lab',
] as const;
export type DeskPage = (typeof deskPages)[number];

/** A window over the desk: an action that asks for what it needs, or the command bar. */
export interface OpenDialog {
  name: ActionId | 'commandBar' | 'macro';
  conversationId: string | null;
  /** What the window begins with. */
  content?: Content;
  /** Which macro it is about. */
  macro?: Macro;
}

export interface DeskState {
  session: Session | null;
  /** The server ended the session while the desk was open. */
  expired: boolean;
  live: LiveState;
  heard: number;
  conversations: ReadonlyMap<string, Held>;
  views: Readonly<Record<View, ViewState>>;
  threads: ReadonlyMap<string, Thread>;
  /** Conversations whose last page asked for did not come. */
  threadsFailed: ReadonlySet<string>;
  outbox: Outbox;
  seen: SeenById;
  view: View;
  /** Which phases of the list are shown; null for all. */
  filter: PhaseFilter | null;
  selectedId: string | null;
  page: DeskPage;
  dialog: OpenDialog | null;
  /** What the composer of the conversation on screen writes. */
  composing: MessageKind;
  /** Replies that are written once and used often; null until they were asked for. */
  phrases: readonly Phrase[] | null;
  macros: readonly Macro[] | null;
  /** How often a draft was written by something else than its field: the field then reads it anew. */
  drafts: number;
  /** Why the last command on a conversation was not done; gone when another one is opened. */
  fault: { conversationId: string; problem: Problem } | null;
  agents: ReadonlyMap<string, AgentState>;
  /** How often a presence was chosen here or confirmed: what was asked before the last time is old. */
  presenceChoices: number;
  insights: Insights | null;
  notices: Notices;
}

export const views: readonly View[] = ['mine', 'waiting', 'open', 'closed'];

const unloaded: ViewState = { loaded: false, failed: false, cursor: null };

export const emptyDesk: DeskState = {
  session: null,
  expired: false,
  live: 'connecting',
  heard: 0,
  conversations: new Map(),
  views: { mine: unloaded, waiting: unloaded, open: unloaded, closed: unloaded },
  threads: new Map(),
  threadsFailed: new Set(),
  outbox: [],
  seen: {},
  view: 'mine',
  filter: null,
  selectedId: null,
  page: 'conversations',
  dialog: null,
  composing: 'reply',
  phrases: null,
  macros: null,
  drafts: 0,
  fault: null,
  agents: new Map(),
  presenceChoices: 0,
  insights: null,
  notices: noNotices,
};

export const signedIn = (state: DeskState, session: Session): DeskState => ({ ...state, session });

/** Nothing of one agent's desk is left for the next; what the browser keeps for them stays. */
export const signedOut = (expired: boolean): DeskState => ({ ...emptyDesk, expired });

export const presenceSet = (state: DeskState, presence: Presence, presenceReason: string | null = null): DeskState =>
  state.session ? { ...state, session: { ...state.session, presence, presenceReason } } : state;

/** The agent's own choice, when it is made and when the server has confirmed or refused it. */
export const presenceChosen = (state: DeskState, presence: Presence, reason: string | null = null): DeskState => ({
  ...presenceSet(state, presence, reason),
  presenceChoices: state.presenceChoices + 1,
});

export const liveChanged = (state: DeskState, live: LiveState): DeskState => (state.live === live ? state : { ...state, live });

export const selected = (state: DeskState, selectedId: string | null): DeskState => ({
  ...state,
  selectedId,
  page: 'conversations',
  composing: selectedId === state.selectedId ? state.composing : 'reply',
  notices: readWith(state.notices, selectedId),
  fault: null,
});

export const pageChosen = (state: DeskState, page: DeskPage): DeskState => ({ ...state, page, dialog: null });

export const dialogOpened = (state: DeskState, dialog: OpenDialog | null): DeskState => ({ ...state, dialog });

export const composingChosen = (state: DeskState, composing: MessageKind): DeskState => ({ ...state, composing });

export const faulted = (state: DeskState, conversationId: string, problem: Problem | null): DeskState => ({
  ...state,
  fault: problem && { conversationId, problem },
});

/** The server answers again: that it could not be reached is no longer true, whatever the command was. */
export const reached = (state: DeskState): DeskState =>
  state.fault?.problem.code === 'unreachable' ? { ...state, fault: null } : state;

export const viewChosen = (state: DeskState, view: View): DeskState => ({
  ...state,
  view,
  filter: view === state.view ? state.filter : null,
  page: 'conversations',
});

export const filterChosen = (state: DeskState, filter: PhaseFilter | null): DeskState => ({ ...state, filter });

export const insightsHeard = (state: DeskState, insights: Insights): DeskState => ({ ...state, insights });

/** Presence pushes carry only what changed, and no name of an agent already known. */
export function agentsHeard(state: DeskState, changed: readonly (Omit<AgentState, 'name'> & { name?: string })[]): DeskState {
  const agents = new Map(state.agents);
  for (const agent of changed) agents.set(agent.id, { name: agents.get(agent.id)?.name ?? agent.id, ...agent });
  const mine = changed.find((agent) => agent.id === state.session?.agent.id);
  const next = { ...state, agents };
  return mine ? presenceSet(next, mine.presence, mine.reason ?? null) : next;
}

/** All agents as asked for when `choices` had been made; the presence this agent has chosen since is newer. */
export function agentsLoaded(state: DeskState, agents: readonly AgentState[], choices: number): DeskState {
  const next = agentsHeard(state, agents);
  return state.session && state.presenceChoices !== choices
    ? presenceSet(next, state.session.presence, state.session.presenceReason ?? null)
    : next;
}
