/** What the server's HTTP and live interfaces say, in their own words. Times are ISO 8601 in UTC. */

export type Presence = 'online' | 'away' | 'offline';
export type Phase = 'waiting' | 'offered' | 'serving' | 'closed' | 'ended';
export type Delivery = 'pending' | 'delivered' | 'rejected' | 'unknown';
export type View = 'mine' | 'waiting' | 'open' | 'closed';
export type CloseReason = 'resolved' | 'customerGone' | 'spam';

export interface Named {
  id: string;
  name: string;
}

export interface Session {
  tenant: string;
  agent: Named & { roles: string[] };
  presence: Presence;
  capacity: number;
  queues: Named[];
  channels: ChannelLimits[];
}

export interface ChannelLimits {
  name: string;
  maxTextLength: number;
  replyWindowSeconds: number | null;
}

export interface AgentState {
  id: string;
  name: string;
  presence: Presence;
  load: number;
  capacity: number;
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
  lastFrom: 'customer' | 'agent';
  firstResponse: FirstResponse;
  /** Customer messages since the last reply. */
  unanswered: number;
}

export interface FirstResponse {
  state: 'running' | 'breached' | 'stopped';
  dueAt: string;
  since: string;
}

export interface CustomerItem {
  kind: string;
  text?: string;
  media?: { id: string; mime?: string; url?: string; fileName?: string };
  link?: { title: string; url: string; description?: string };
  card?: { title: string; path?: string };
  location?: { latitude: number; longitude: number; label?: string; address?: string };
  payload?: string;
  name?: string;
}

export type Verdict = 'chosen' | 'lessIdle' | 'offline' | 'away' | 'atCapacity' | 'notInQueue' | 'missedThisOffer';

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
}

export interface Reply extends Recorded {
  type: 'reply';
  messageId: string;
  agent: Named;
  text: string;
  provenance: string;
  delivery: Delivery;
  deliveryReason: string | null;
}

export interface Offered extends Recorded {
  type: 'offered';
  agent: Named;
  expiresAt: string;
  why: Explanation;
}

/** One fact of a conversation's record; `seq` is dense from 1. */
export type Entry =
  | CustomerMessage
  | Reply
  | Offered
  | (Recorded & { type: 'opened'; queue: Named })
  | (Recorded & { type: 'queued'; queue: Named; reason: string })
  | (Recorded & { type: 'offerMissed'; agent: Named; dueAt: string })
  | (Recorded & { type: 'offerDeclined'; agent: Named })
  | (Recorded & { type: 'accepted'; agent: Named })
  | (Recorded & { type: 'deliveryRecorded'; messageId: string; status: Delivery; reason: string | null })
  | (Recorded & { type: 'firstResponseBreached'; dueAt: string; latenessMs: number })
  | (Recorded & { type: 'closed'; by: Named | null; reason: string })
  | (Recorded & { type: 'reopened'; queue: Named })
  | (Recorded & { type: 'ended' });

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
