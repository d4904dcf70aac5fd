/** What the server's HTTP and live interfaces say, in their own words. Times are ISO 8601 in UTC. */

export type Presence = 'online' | 'away' | 'offline';
export type Phase =
  | 'withBot'
  | 'waiting'
  | 'offered'
  | 'serving'
  | 'waitingOnCustomer'
  | 'snoozed'
  | 'callbackDue'
  | 'wrapUp'
  | 'closed'
  | 'merged'
  | 'ended';
export type Delivery = 'pending' | 'delivered' | 'rejected' | 'unknown';
export type View = 'mine' | 'waiting' | 'open' | 'closed';
export type CloseReason = 'resolved' | 'customerGone' | 'spam' | 'abandoned' | 'customerSilent' | 'turnedAway' | 'callbackFailed';

/** What a clock measures, and what became of it so far. */
export type Measure = 'firstResponse' | 'nextResponse' | 'resolution' | 'timeInQueue';
export type ClockState = 'running' | 'paused' | 'breached' | 'met' | 'missed' | 'cancelled';
export type ParticipantRole = 'watching' | 'consulted' | 'taking' | 'barging';
export type TransferKind = 'toQueue' | 'toAgent' | 'consulted';
export type CallbackOutcome = 'reached' | 'noAnswer' | 'wrongNumber';

export interface Named {
  id: string;
  name: string;
}

/** A reason an agent may give for a presence; the policy names them. */
export interface PresenceReason extends Named {
  presence: Presence;
  needsApproval: boolean;
}

export interface Session {
  tenant: string;
  agent: Named & { roles: string[] };
  presence: Presence;
  presenceReason?: string | null;
  presenceReasons?: PresenceReason[];
  /** What becomes of conversations when their agent goes offline: back to the line, nobody goes, or kept. */
  offlineWithOpenChats?: 'allow' | 'refuse' | 'keep';
  capacity: number;
  queues: Named[];
  channels: ChannelLimits[];
  /** Accounts by which orders can be asked for. */
  shops?: { channel: string; account: string }[];
}

export interface ChannelLimits {
  name: string;
  maxTextLength: number;
  replyWindowSeconds: number | null;
  /** How long after it was sent a message can be taken back; null: not at all. */
  recallWithinSeconds: number | null;
  /** The customer can be shown that somebody writes. */
  hasTyping?: boolean;
}

export interface AgentState {
  id: string;
  name: string;
  presence: Presence;
  load: number;
  capacity: number;
  reason?: string | null;
}

export interface Clock {
  measure: Measure;
  state: ClockState;
  /** Null while it stands still: nobody knows then. */
  dueAt: string | null;
  since?: string;
}

export interface Participant {
  agent: Named;
  role: ParticipantRole;
}

export interface ScheduledMessage {
  messageId: string;
  text: string;
  at: string;
  by: Named;
}

export interface Callback {
  dueAt: string;
  zone: string | null;
  attempt: number;
  of: number;
  isDue?: boolean;
}

export interface Summary {
  id: string;
  version: number;
  phase: Phase;
  channel: string;
  account: string;
  person: { id: string; name: string | null };
  queue: Named;
  holder: Named | null;
  waitingSince: string | null;
  offerExpiresAt: string | null;
  openedAt: string;
  lastMessageAt: string;
  lastText: string;
  /** Of the last message; absent where an older server wrote it down. */
  lastKind?: string | null;
  lastFrom: 'customer' | 'agent';
  firstResponse: FirstResponse;
  /** Customer messages since the last reply. */
  unanswered: number;
  clocks?: Clock[];
  /** Who put it aside, and is asked first when it wakes. */
  snoozedBy?: Named | null;
  snoozedUntil?: string | null;
  wrapUpUntil?: string | null;
  callback?: Callback | null;
  /** All channels that the customer has used here. */
  channels?: string[];
  labels?: string[];
  priority?: number;
  topic?: Named | null;
  disposition?: Named | null;
  participants?: Participant[];
  consult?: { by: Named; agent: Named } | null;
  mergedInto?: string | null;
  scheduled?: ScheduledMessage[];
}

export interface FirstResponse {
  state: 'running' | 'breached' | 'stopped';
  dueAt: string;
  since: string;
}

export interface CustomerItem {
  kind: string;
  text?: string;
  subject?: string;
  quoted?: string;
  /** Of a mail: a machine answered, as for somebody who is away. */
  isAutomatic?: boolean | null;
  media?: { id?: string | null; mime?: string; url?: string; fileName?: string };
  files?: FileView[];
  link?: { title: string; url: string; description?: string };
  card?: { title: string; path?: string };
  location?: { latitude: number; longitude: number; label?: string; address?: string };
  order?: {
    id: string;
    total?: string | null;
    currency?: string | null;
    status?: string | null;
    lines?: { title: string | null; quantity: number }[];
  };
  payload?: string;
  name?: string;
  /** What the customer looks at while they ask; title and address are the link's. */
  about?: { kind: string; id?: string | null; price?: string | null; picture?: string | null };
  /** What they filled in before they wrote. */
  form?: Readonly<Record<string, string>>;
}

export type Verdict =
  | 'chosen'
  | 'lessIdle'
  | 'offline'
  | 'away'
  | 'atCapacity'
  | 'notInQueue'
  | 'missedThisOffer'
  | 'moreLoaded'
  | 'laterTurn'
  | 'lessPreferred'
  | 'notOwnOrLastAgent'
  | 'lacksSkill'
  | 'atChannelLimit'
  | 'handedToAnother'
  | 'otherWasFaster';

export interface Candidate {
  agent: Named;
  verdict: Verdict;
  load: number;
  capacity: number;
  idleSince: string | null;
}

/** Why the router offered a conversation to the agent it chose. */
export interface Explanation {
  at: string;
  policyVersion: number | string;
  queue: Named | string;
  waitingSince: string;
  chosen: Named | string | null;
  candidates: Candidate[];
  furtherCandidates: number;
}

interface Recorded {
  seq: number;
  at: string;
}

export interface CustomerMessage extends Recorded {
  type: 'customerMessage';
  messageKey: string;
  channel: string;
  item: CustomerItem;
  sentAt: string | null;
  receivedAt: string;
  /** The entry that it is shown before, since it was written before that one. */
  shownBefore?: number;
  /** It was long under way. */
  isLate?: boolean;
}

export interface Reply extends Recorded {
  type: 'reply';
  messageId: string;
  agent: Named;
  text: string;
  provenance: string;
  delivery: Delivery;
  deliveryReason: string | null;
  /** The platform's own code of its refusal. */
  deliveryCode?: string;
  content?: Content | null;
  receipt?: Receipt | null;
  isUnconfirmed?: boolean;
}

/** How far a message came after the platform had taken it. */
export type Receipt = 'sent' | 'delivered' | 'read' | 'failed';

/** A reply that is more than its text. */
export type Content =
  | {
      type: 'attachment';
      kind: string;
      file: { name: string; mime: string; storedAs: string; sizeBytes: number };
      caption?: string | null;
    }
  | { type: 'place'; location: { latitude: number; longitude: number; label?: string | null; address?: string | null } }
  | { type: 'page'; link: { title: string; url: string; description?: string | null } }
  | { type: 'choices'; body: string; options: { id: string; title: string }[] }
  | { type: 'orderCard'; order: Order; link?: { title: string; url: string } | null }
  | { type: 'template'; name: string; language: string; parameters: string[] }
  | { type: 'text'; body: string }
  | { type: 'miniProgram'; card: { title: string | null; appId: string | null; path: string | null } };

/** An order as its shop has it. */
export interface Order {
  id: string;
  platformId?: string | null;
  /** A decimal number in digits. */
  total?: string | null;
  currency?: string | null;
  status?: string | null;
  lines: { title: string | null; quantity: number; price?: string | null }[];
}

export interface FileView {
  id: string;
  name?: string | null;
  mime?: string | null;
  sizeBytes?: number | null;
}

/** What the channel lets an agent send now. */
export interface ReplyRules {
  channel: string;
  refusal: string | null;
  until: string | null;
  left: number | null;
  hasTemplates: boolean;
  maxTextLength: number;
  /** In what the channel counts: UTF-16 code units, or bytes of UTF-8. */
  textUnit?: 'codeUnits' | 'utf8Bytes';
  sends: string[];
  hasTyping?: boolean;
}

/** What would become of a reply on its channel. */
export interface ReplyPreview {
  refusal: string | null;
  /** The kind that arrives; null where none does. */
  sentAs: string | null;
  /** What the customer reads instead of what was meant; null where nothing is lost. */
  words: string | null;
  length: number;
  maxTextLength: number;
  isTooLong: boolean;
}

export interface Offered extends Recorded {
  type: 'offered';
  agent: Named;
  expiresAt: string;
  why: Explanation;
}

/** A text that the rules wrote to the customer. */
export interface Announced extends Recorded {
  type: 'announced';
  messageId: string;
  /** Which of the automatic texts; null for an answer of the bot. */
  kind: string | null;
  text: string;
  provenance: string;
  status?: Delivery;
}

/** Among colleagues only. */
export interface NoteAdded extends Recorded {
  type: 'noteAdded';
  messageId: string;
  by: Named;
  text: string;
  mentions: Named[];
}

/** From a supervisor to the agent only. */
export interface Whispered extends Recorded {
  type: 'whispered';
  messageId: string;
  by: Named;
  to: Named;
  /** Null for those whom it is not for. */
  text: string | null;
}

/** Something that happened to a clock: a warning or a breach, with when it was due and when it was noticed. */
export interface TimerMark {
  percent: number;
  isBreach: boolean;
  dueAt: string;
  firedAt: string;
}

/** One fact of a conversation's record; `seq` is dense from 1. */
export type Entry =
  | CustomerMessage
  | Reply
  | Offered
  | Announced
  | NoteAdded
  | Whispered
  | (Recorded & { type: 'opened'; queue: Named })
  | (Recorded & { type: 'queued'; queue: Named; reason: string; only?: Named | null })
  | (Recorded & { type: 'offerMissed'; agent: Named; dueAt: string })
  | (Recorded & { type: 'offerDeclined'; agent: Named })
  | (Recorded & { type: 'accepted'; agent: Named })
  | (Recorded & { type: 'deliveryRecorded'; messageId: string; status: Delivery; reason: string | null; code?: string })
  | (Recorded & { type: 'receiptRecorded'; messageId: string; state: Receipt; errorCode: string | null })
  | (Recorded & { type: 'receiptMissed'; messageId: string })
  | (Recorded & { type: 'resendAsked'; messageId: string; by: Named })
  | (Recorded & { type: 'firstResponseBreached'; dueAt: string; latenessMs: number })
  | (Recorded & { type: 'closed'; by: Named | null; reason: string })
  | (Recorded & { type: 'reopened'; queue: Named; by?: Named | null })
  | (Recorded & { type: 'ended' })
  | (Recorded & { type: 'routed'; queue: Named; rule?: string | null })
  | (Recorded & { type: 'botSeated'; queue: Named; because: string })
  | (Recorded & { type: 'assessed'; length: number; position: number | null; free: number; step: string | null })
  | (Recorded & { type: 'clocksChanged'; changes: { measure: Measure; fired: TimerMark[] }[] })
  | (Recorded & { type: 'escalated'; do: string; measure: Measure; atPercent: number })
  | (Recorded & { type: 'silenceMarked'; step: string; since: string; dueAt: string })
  | (Recorded & { type: 'aside'; what: string })
  | (Recorded & { type: 'claimed'; agent: Named; why?: Explanation | null })
  | (Recorded & { type: 'takenOver'; by: Named; from: Named | null; reason: string | null })
  | (Recorded & {
      type: 'transferred';
      by: Named;
      kind: TransferKind;
      queue: Named;
      toAgent: Named | null;
      reason: string | null;
    })
  /** The agent has gone offline. */
  | (Recorded & { type: 'givenBack'; agent: Named })
  | (Recorded & { type: 'consultStarted'; by: Named; agent: Named; reason: string | null })
  | (Recorded & { type: 'consultEnded'; by: Named | null; agent: Named })
  | (Recorded & { type: 'participantJoined'; by: Named; agent: Named; role: ParticipantRole })
  | (Recorded & { type: 'participantLeft'; by: Named; agent: Named })
  | (Recorded & { type: 'customerAwaited'; by: Named })
  | (Recorded & { type: 'resumed'; by: Named | null })
  | (Recorded & { type: 'snoozed'; by: Named; until: string | null })
  | (Recorded & { type: 'woken'; by: Named | null; dueAt: string | null })
  | (Recorded & { type: 'wrapUpBegan'; agent: Named; reason: string; until: string })
  | (Recorded & { type: 'recalled'; messageId: string; by: Named })
  | (Recorded & { type: 'recallRecorded'; messageId: string; isTakenBack: boolean; reason: string | null; code?: string })
  | (Recorded & { type: 'labelled'; by: Named; added: string[]; removed: string[] })
  | (Recorded & { type: 'prioritySet'; by: Named; points: number })
  | (Recorded & { type: 'topicSet'; by: Named | null; topic: string | null })
  | (Recorded & { type: 'dispositionSet'; by: Named; disposition: string | null })
  | (Recorded & { type: 'messageScheduled'; messageId: string; by: Named; text: string; sendAt: string })
  | (Recorded & { type: 'scheduledCancelled'; messageId: string; by: Named })
  | (Recorded & { type: 'scheduledMissed'; messageId: string; sendAt: string })
  | (Recorded & { type: 'personAsked'; how: string })
  | (Recorded & { type: 'personReached'; agent: Named; steps: number; seconds: number })
  | (Recorded & { type: 'callbackAgreed'; dueAt: string; zone: string | null; by: Named | null })
  | (Recorded & { type: 'callbackFellDue'; dueAt: string })
  | (Recorded & { type: 'callbackAttempted'; by: Named; outcome: CallbackOutcome; attempt: number; nextDueAt: string | null })
  | (Recorded & { type: 'callbackCancelled'; by: Named | null; customerBack: boolean })
  | (Recorded & { type: 'callbackFailed'; attempts: number })
  | (Recorded & { type: 'ratingAsked'; by: Named | null; steps: number; validUntil: string })
  | (Recorded & {
      type: 'rated';
      score: number;
      steps: number;
      solved: boolean | null;
      tags: string[];
      remark: string | null;
      agent: Named | null;
    })
  | (Recorded & { type: 'mergedInto'; by: Named; into: string })
  | (Recorded & { type: 'joined'; from: string })
  | (Recorded & { type: 'unmerged'; by: Named; from: string })
  /** The customer's messages that came meanwhile belong to the other one again; an old record does not name them. */
  | (Recorded & { type: 'splitOff'; from: string; messageKeys?: string[] })
  | (Recorded & { type: 'takenBack'; from: string });

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export interface EventsPage {
  items: Entry[];
  version: number;
  hasMore: boolean;
}

export interface ChannelInsights {
  open: number;
  waiting: number;
  messagesPerMinute: number;
  meanFirstResponseSeconds: number | null;
  firstResponses: number;
}

export interface Insights {
  at: string;
  channels: (ChannelInsights & { channel: string })[];
  totals: ChannelInsights;
}

export interface ConversationPush {
  summary: Summary;
  entries: Entry[];
}

export interface Negotiation {
  url: string;
  accessToken: string;
}
