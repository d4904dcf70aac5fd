import type { Candidate, Measure, Named, Presence, Summary, Verdict } from './contract';

/** What the server says of queues, people at work, explanations and timers. Times are ISO 8601 in UTC. */

export type NobodyFree = 'nobodySignedIn' | 'allAway' | 'allAtCapacity' | 'nobodyWithTheSkill';

export interface QueueFigures {
  queue: Named;
  /** Absent when the queue keeps no hours. */
  open?: boolean | null;
  length: number;
  staffed: number;
  free: number;
  longestWaitSince?: string | null;
  estimateSeconds?: number | null;
  whyNobody?: NobodyFree | null;
  dispositions?: Disposition[];
  topics?: Named[];
}

export interface Disposition extends Named {
  parent?: string | null;
}

export interface PresenceAnswer {
  presence: Presence;
  reason?: string | null;
}

export interface PresenceRequest {
  id: string;
  agent: Named;
  presence: Presence;
  reason: string;
  at: string;
  state: 'asked' | 'approved' | 'refused';
  by?: Named | null;
}

export interface Attendance {
  agent: Named;
  day: string;
  firstLogIn: string | null;
  lastLogOut: string | null;
  onlineSeconds: number;
  busySeconds: number;
  awaySeconds: number;
  address?: string | null;
}

export interface SkillNeed {
  skill: string;
  level: number;
}

export interface RoutingTerms {
  priority: number;
  units: number;
  channel: string;
  require: SkillNeed[];
  prefer: SkillNeed[];
  owner?: Named | null;
  lastAgent?: Named | null;
  only?: Named | null;
  strategy: string;
}

export interface WideningStep {
  afterSeconds: number;
  dropPreferred?: boolean;
  lowerLevelBy?: number;
  addQueues?: string[];
}

export interface JudgedCandidate extends Candidate {
  presence?: Presence;
  reason?: string | null;
  /** The needs they do not meet. */
  gaps?: SkillNeed[];
  weight?: number;
}

/** Who was or was not given a conversation, and why. */
export interface AssignmentWhy {
  at: string;
  policyVersion: number | string;
  policyHash?: string;
  queue: Named | string;
  waitingSince: string;
  chosen: Named | string | null;
  candidates: JudgedCandidate[];
  furtherCandidates: number;
  /** The other candidates by what was said of them. */
  further?: { verdict: Verdict; agents: Named[] }[];
  terms?: RoutingTerms;
  widenedBy?: WideningStep[];
  elapsedMicroseconds?: number | null;
}

/** What the rules knew: texts, numbers, lists, and the queue's figures under one name. */
export type Facts = Record<string, unknown>;

/** Which rules sent a conversation to its queue with its needs, and who was to answer first. */
export interface RouteWhy {
  policyVersion: string;
  policyHash: string;
  queue: Named;
  seat?: string;
  seatBecause?: string;
  rules: { level: 'route' | 'need'; name: string; held: boolean; failed?: string | null }[];
  facts: Facts;
}

/** Which overflow step was taken when nobody was free. */
export interface OverflowWhy {
  policyVersion: string;
  policyHash: string;
  outlook: {
    queue: string;
    length: number;
    position: number | null;
    staffed: number;
    free: number;
    whyNobody: NobodyFree | null;
    estimateSeconds: number | null;
  };
  isFull: boolean;
  steps: { index: number; do: string; failed?: string | null; wasDone?: boolean | null; notBefore?: string | null }[];
  /** The index of the step that was done. */
  done: number | null;
  facts: Facts;
}

export type Explanation =
  | ({ seq: number; at: string } & (
      { kind: 'assignment'; why: AssignmentWhy } | { kind: 'route'; why: RouteWhy } | { kind: 'overflow'; why: OverflowWhy }
    ))
  /** Why nobody has it yet: judged when it was asked for, and in no record. */
  | { seq: null; at: string; kind: 'waiting'; why: AssignmentWhy };

/** A stored decision taken once more from what it keeps. */
export interface Evaluation {
  /** Null where it cannot be decided again: the rules of then are not kept. */
  same: boolean | null;
  hash?: string | null;
  elapsedMicroseconds?: number | null;
}

/** What was said on one channel, in short. */
export interface LegHistory {
  channel: string;
  account: string;
  from: string;
  to: string;
  messages: number;
  replies: number;
  last: { at: string; speaker: 'customer' | 'agent' | 'bot'; by: Named | null; kind: string; text: string | null }[];
}

export interface HistorySummary {
  /** The channel that is used now comes first. */
  legs: LegHistory[];
  topic: Named | null;
  labels: string[];
  unansweredSince: string | null;
  promises: { kind: 'callback' | 'scheduledMessage'; dueAt: string; text: string | null }[];
  /** The conversation before this one. */
  before: Summary | null;
}

export interface Timer {
  name: string;
  measure?: Measure | null;
  /** Null while it stands still. */
  dueAt: string | null;
  firedAt: string | null;
  latenessMs: number | null;
  pauses: { from: string; to: string | null }[];
  calendarVersion?: string | null;
  state: 'fired' | 'armed' | 'paused';
}

export interface Profile {
  tier: string | null;
  language: string | null;
  tags: string[];
  attributes: Record<string, string | number>;
  owner: Named | null;
}

/** All of it is replaced: what is left out is taken away. */
export interface ProfileRequest {
  tier: string | null;
  language: string | null;
  tags: string[];
  attributes: Record<string, string | number>;
  owner: string | null;
}

export interface Identity {
  id: string;
  channel: string;
  account: string;
  sender: string;
  validUntil: string | null;
  isLinked: boolean;
  changes: { at: string; by: Named | null; reason: string | null }[];
}

export interface PersonDetail {
  id: string;
  profile: Profile;
  identities: Identity[];
  /** Of the last thirty days, newest first. */
  conversations: Summary[];
}

/** One thing a visitor did on the shop's pages: a page looked at, or an act. */
export interface TrackItem {
  at: string;
  address: string | null;
  title: string | null;
  leftAt: string | null;
  act: string | null;
  values?: Readonly<Record<string, string>>;
}

export interface Track {
  since: string | null;
  count: number;
  cameFrom: string | null;
  isPresent: boolean;
  items: TrackItem[];
}

/** Somebody who is on a page with the widget now. */
export interface VisitorNow {
  id: string;
  account: string;
  name: string | null;
  since: string;
  seenAt: string;
  page: TrackItem | null;
  pages: number;
  count: number;
  cameFrom: string | null;
  language: string | null;
  invitation: { by: Named | null; at: string; state: 'sent' | 'shown' | 'accepted' | 'declined' } | null;
}

/** A reply that is written once and used often. */
export interface Phrase {
  id: string;
  /** What is typed after a slash. */
  shortcut: string;
  title: string;
  /** With placeholders as {customer}. */
  text: string;
  /** Everybody's, or only its author's. */
  isShared: boolean;
}

export interface SearchHit {
  conversation: Summary;
  /** What was found: person, number, label, text or message. */
  in: string;
  /** The words around it; null where the head says it all. */
  excerpt: string | null;
}

export interface SearchAnswer {
  items: SearchHit[];
  /** Conversations that were looked at, and those of them whose messages were read. */
  looked: number;
  read: number;
  /** False: there are older ones that were not looked at. */
  isWhole: boolean;
}

/** An account by which orders can be asked for. */
export interface Shop {
  channel: string;
  account: string;
}

/** What an agent has begun to write, on whatever device. */
export interface DraftView {
  kind: 'reply' | 'note' | 'whisper';
  text: string;
  revision: number;
  changedAt: string;
  browser: string | null;
}

/** Pushed to the agent's own pages; `page` is the one that wrote it. */
export interface DraftPush extends DraftView {
  conversationId: string;
  page: string | null;
}

/** Who has a conversation on their screen. */
export interface ViewersPush {
  conversationId: string;
  agents: Named[];
  /** Has just typed something. */
  typing: Named | null;
}

/** What a macro does, one action after the other. */
export type MacroAction =
  | { type: 'reply'; phrase: string }
  | { type: 'label'; add: string[]; remove: string[] }
  | { type: 'priority'; points: number }
  | { type: 'snooze'; minutes: number | null }
  | { type: 'transfer'; queue: string }
  | { type: 'close'; reason: 'resolved' | 'customerGone' | 'spam' };

export interface Macro {
  id: string;
  shortcut: string;
  title: string;
  actions: MacroAction[];
  isShared: boolean;
}

/** A search that an agent has given a name. */
export interface SavedView {
  id: string;
  name: string;
  search: { q: string; state: 'all' | 'open' | 'closed'; channel: string; queue: string; label: string };
}
