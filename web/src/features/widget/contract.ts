import type { Look } from './wire';

export interface Session {
  visitor: { id: string; token: string };
  look: Look;
  isOpen: boolean;
  opensAt: string | null;
}

/** A file that was brought and is sent with a message. */
export interface SentFile {
  id: string;
  name: string;
  mime: string;
  sizeBytes: number;
}

/** What an answer is when it is more than its text; other kinds than these are shown as their text. */
export type Content =
  | { type: 'choices'; body: string; options: { id: string; title: string }[] }
  | { type: 'page'; link: { title: string | null; url: string; description: string | null } }
  | { type: 'place' | 'miniProgram' | 'orderCard' | 'template' | 'text' };

export interface WidgetMessage {
  cursor: string;
  at: string;
  from: 'customer' | 'agent' | 'system';
  id: string;
  text: string;
  agentName: string | null;
  /** `machine` when no person typed it. */
  mark?: 'machine' | null;
  recalled?: boolean;
  /** At a signed address that is good for a time. */
  file?: { name: string; mime: string; sizeBytes: number | null; address: string } | null;
  content?: Content | null;
  /** What the visitor asked about. */
  about?: { title: string; url: string; price: string | null } | null;
}

export type NobodyFree = 'nobodySignedIn' | 'allAway' | 'allAtCapacity' | 'nobodyWithTheSkill' | 'closed';

/** What the visitor is asked at the end. */
export interface RatingAsk {
  /** 2, 3 or 5; a scale of one step more or less is drawn as well. */
  steps: number;
  /** Whether "was it solved?" is asked too. */
  solved: boolean;
  tags: string[];
}

export interface WidgetPhase {
  phase:
    | 'none'
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
  agentName: string | null;
  /** In the line: 1 is next. */
  position?: number | null;
  estimateSeconds?: number | null;
  whyNobody?: NobodyFree | null;
  opensAt?: string | null;
  humanAsked?: boolean;
  canAskCallback?: boolean;
  callback?: { dueAt: string; zone: string | null } | null;
  rating?: RatingAsk | null;
}

export interface MessagesPage {
  items: WidgetMessage[];
  cursor: string;
  state: WidgetPhase;
}
