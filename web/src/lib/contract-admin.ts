import type { Named } from './contract';

/** What the server says of policies and the lab. Times are ISO 8601 in UTC. */

export interface PolicyVersion {
  version: string;
  hash: string;
  activatedAt?: string | null;
  by?: Named | null;
  note?: string | null;
}

export interface PolicyList {
  active: string;
  draft: { text: string; at?: string; by?: Named | null; revision?: number } | null;
  items: PolicyVersion[];
}

export interface PolicyText {
  version: string;
  hash: string;
  text: string;
}

export interface PolicyFault {
  line: number | null;
  column: number | null;
  path: string;
  message: string;
  severity?: 'fault' | 'warning';
  suggestion?: string | null;
}

export interface PolicyChange {
  at: string;
  by: Named | null;
  kind: string;
  from: string | null;
  to: string | null;
  hash?: string | null;
  note?: string | null;
}

export interface PolicyDifference {
  path: string;
  from: string | null;
  to: string | null;
}

export interface ChannelSetting {
  name: string;
  required: boolean;
  secret: boolean;
  hintZh: string | null;
  hintEn: string | null;
  choices: string[];
  default: string | null;
}

export interface ChannelShape {
  name: string;
  sends: string[];
  maxTextLength: number;
  replyWindowSeconds: number | null;
  messagesPerReplyWindow: number | null;
  hasTemplates: boolean;
  receipts: string | null;
  settings: ChannelSetting[];
}

export interface ChannelAccount {
  channel: string;
  account: string;
  isConfigured: boolean;
  settings: Record<string, string>;
  secrets: string[];
  webhookUrl: string;
  trouble: string | null;
  troubleUntil: string | null;
  /** When the first of what it signs in with ends, where that is known. */
  expiresAt: string | null;
  /** It is time to see to a new one. */
  expiresSoon: boolean;
}

export interface AccountCheck {
  what: string;
  result: string;
  names: string[];
}

export interface LabClock {
  measure: string;
  state: string;
  elapsedSeconds?: number;
  dueAt?: string | null;
}

export interface LabStep {
  at: string;
  /** In the queue's zone. */
  local: string;
  what: string;
  /** The line of the script that brought it about; null where time or routing did. */
  line?: number | null;
  refusal?: string | null;
  phase?: string | null;
  rule?: string | null;
  clocks?: LabClock[];
}

export interface LabRun {
  steps: LabStep[];
  isCutOff?: boolean;
  faults?: PolicyFault[];
  elapsedMs?: number;
}
