// Made by tools/api-types.mjs from openapi.json. Times are ISO 8601 in UTC.

export type AboutView = {
  kind: string;
  id: string | null;
  price: string | null;
  picture: string | null;
};

export type AccountCheckList = {
  items: AccountCheckView[];
};

export type AccountCheckView = {
  what: string;
  result: string;
  names: string[];
};

export type AccountList = {
  items: AccountView[];
};

export type AccountRequest = {
  settings: Record<string, string> | null;
};

export type AccountView = {
  channel: string;
  account: string;
  isConfigured: boolean;
  settings: Record<string, string>;
  secrets: string[];
  webhookUrl: string;
  trouble: string | null;
  troubleUntil: string | null;
  expiresAt: string | null;
  expiresSoon: boolean;
};

export type AgentDetails = {
  id: string;
  name: string;
  roles: AgentRole[];
  capacity: number;
  queues: string[];
  skills: AgentSkill[];
  channelLimits: Record<string, number>;
  weight: number;
  team: string | null;
  isDisabled: boolean;
  mail: string | null;
};

export type AgentList = {
  agents: AgentView[];
};

export type AgentRole = "agent" | "supervisor";

export type AgentSettings = {
  capacity?: number | null;
  queues?: string[] | null;
  skills?: AgentSkill[] | null;
  channelLimits?: Record<string, number> | null;
  weight?: number | null;
  team?: string | null;
  roles?: AgentRole[] | null;
  isDisabled?: boolean | null;
  mail?: string | null;
};

export type AgentSkill = {
  skill: string;
  level: number;
};

export type AgentTypingPush = {
  name: string;
};

export type AgentView = {
  id: string;
  name: string;
  presence: Presence;
  load: number;
  capacity: number;
  reason: string | null;
  isDisabled?: boolean;
};

export type AttendanceList = {
  day: string;
  items: AttendanceView[];
};

export type AttendanceShares = {
  idle: number;
  busy: number;
  away: number;
};

export type AttendanceView = {
  agent: Named;
  day: string;
  firstLogIn: string | null;
  lastLogOut: string | null;
  onlineSeconds: number;
  busySeconds: number;
  awaySeconds: number;
  awayByReason: Record<string, number>;
  shares: AttendanceShares | null;
  address: string | null;
};

export type CallbackOutcome = "reached" | "noAnswer" | "wrongNumber";

export type CallbackOutcomeRequest = {
  outcome: CallbackOutcome | null;
  version?: number | null;
};

export type CallbackRequest = {
  messageId: string | null;
  dueAt?: string | null;
  zone?: string | null;
  version?: number | null;
};

export type CallbackView = {
  dueAt: string;
  zone: string | null;
  attempt: number;
  of: number;
  isDue: boolean;
};

export type CancelScheduledRequest = {
  messageId: string | null;
  version?: number | null;
};

export type CandidateView = {
  agent: Named;
  verdict: Verdict;
  load: number;
  capacity: number;
  idleSince: string;
  presence: Presence | null;
  reason: string | null;
  gaps: SkillView[];
  weight: number | null;
};

export type Card = {
  title: string | null;
  appId: string | null;
  path: string | null;
  thumbnailUrl?: string | null;
};

export type ChannelInsights = {
  channel: string;
  open: number;
  waiting: number;
  messagesPerMinute: number;
  meanFirstResponseSeconds: number | null;
  firstResponses: number;
};

export type ChannelLimits = {
  name: string;
  maxTextLength: number;
  replyWindowSeconds: number | null;
  recallWithinSeconds: number | null;
  hasTyping: boolean;
};

export type ChannelList = {
  items: ChannelView[];
};

export type ChannelView = {
  name: string;
  sends: ItemKind[];
  maxTextLength: number;
  replyWindowSeconds: number | null;
  messagesPerReplyWindow: number | null;
  hasTemplates: boolean;
  receipts: ReceiptState | null;
  hasTyping: boolean;
  recallSeconds: number | null;
  settings: SettingView[];
  ways: InboundWay[];
};

export type Choice = {
  id: string;
  title: string;
};

export type ClockChangeView = {
  measure: string;
  fired: TimerMarkView[];
};

export type ClockView = {
  measure: string;
  state: string;
  dueAt: string | null;
  since: string;
};

export type CloseReason = "resolved" | "customerGone" | "spam" | "abandoned" | "customerSilent" | "turnedAway" | "callbackFailed";

export type CloseRequest = {
  reason: CloseReason | null;
  version?: number | null;
};

export type CodeRequest = {
  code: string | null;
};

export type ConsultRequest = {
  agent: string | null;
  reason?: string | null;
  version?: number | null;
};

export type ConsultView = {
  by: Named;
  agent: Named;
};

export type ConversationHead = {
  id: string;
  version: number;
  phase: string;
};

export type ConversationHeads = {
  items: ConversationHead[];
  cursor: string | null;
};

export type ConversationList = {
  items: Summary[];
  cursor: string | null;
};

export type ConversationPush = {
  summary: Summary;
  entries: Entry[];
};

export type ConversationVersion = {
  version: number;
};

export type DeadLetter = {
  sequence: number;
  reason: string;
  description: string | null;
  enqueuedAt: string;
  deliveries: number;
};

export type DeadLetterList = {
  items: DeadLetter[];
};

export type DeadLettersSent = {
  sent: number;
};

export type DeadLettersToSend = {
  sequences?: number[] | null;
};

export type DeliveryRefusal = "tooLong" | "outsideReplyWindow" | "tooManyMessages" | "recipientUnknown" | "recipientBlockedUs" | "notPermitted" | "kindNotSupported" | "accountNotConfigured" | "authenticationFailed" | "platformError" | "throttled" | "recalled";

export type DeliveryStatus = "pending" | "delivered" | "rejected" | "unknown";

export type DispositionRequest = {
  disposition: string | null;
  version?: number | null;
};

export type DispositionView = {
  id: string;
  name: string;
  parent: string | null;
};

export type DocumentFormat = "yaml" | "json";

export type DraftKind = "reply" | "note" | "whisper";

export type DraftList = {
  items: DraftView[];
};

export type DraftPush = {
  conversationId: string;
  kind: DraftKind;
  text: string;
  revision: number;
  changedAt: string;
  browser: string | null;
  page: string | null;
};

export type DraftRequest = {
  text: string | null;
  revision?: number;
  page?: string | null;
};

export type DraftView = {
  kind: DraftKind;
  text: string;
  revision: number;
  changedAt: string;
  browser: string | null;
};

export type Entry = {
  type: "opened";
  queue: Named;
  seq: number;
  at: string;
} | {
  type: "customerMessage";
  messageKey: string;
  channel: string;
  item: ItemView;
  sentAt: string | null;
  receivedAt: string;
  shownBefore?: number | null;
  isLate?: boolean;
  seq: number;
  at: string;
} | {
  type: "queued";
  queue: Named;
  reason: QueueReason;
  seq: number;
  at: string;
} | {
  type: "offered";
  agent: Named;
  expiresAt: string;
  why: ExplanationView;
  seq: number;
  at: string;
} | {
  type: "offerMissed";
  agent: Named;
  dueAt: string;
  seq: number;
  at: string;
} | {
  type: "offerDeclined";
  agent: Named;
  seq: number;
  at: string;
} | {
  type: "accepted";
  agent: Named;
  seq: number;
  at: string;
} | {
  type: "reply";
  messageId: string;
  agent: Named;
  text: string;
  provenance: Provenance;
  delivery: DeliveryStatus;
  deliveryReason: DeliveryRefusal | null;
  content?: OutgoingContent | null;
  receipt?: ReceiptState | null;
  isUnconfirmed?: boolean;
  deliveryCode?: string | null;
  seq: number;
  at: string;
} | {
  type: "deliveryRecorded";
  messageId: string;
  status: DeliveryStatus;
  reason: DeliveryRefusal | null;
  by: Named | null;
  code?: string | null;
  seq: number;
  at: string;
} | {
  type: "receiptRecorded";
  messageId: string;
  state: ReceiptState;
  errorCode: string | null;
  seq: number;
  at: string;
} | {
  type: "receiptMissed";
  messageId: string;
  seq: number;
  at: string;
} | {
  type: "resendAsked";
  messageId: string;
  by: Named;
  seq: number;
  at: string;
} | {
  type: "firstResponseBreached";
  dueAt: string;
  latenessMs: number;
  seq: number;
  at: string;
} | {
  type: "closed";
  by: Named | null;
  reason: CloseReason;
  seq: number;
  at: string;
} | {
  type: "reopened";
  queue: Named;
  seq: number;
  at: string;
} | {
  type: "ended";
  seq: number;
  at: string;
} | {
  type: "claimed";
  agent: Named;
  why: ExplanationView | null;
  seq: number;
  at: string;
} | {
  type: "takenOver";
  by: Named;
  from: Named | null;
  reason: string | null;
  seq: number;
  at: string;
} | {
  type: "transferred";
  by: Named;
  kind: TransferKind;
  queue: Named;
  toAgent: Named | null;
  reason: string | null;
  seq: number;
  at: string;
} | {
  type: "givenBack";
  agent: Named;
  seq: number;
  at: string;
} | {
  type: "consultStarted";
  by: Named;
  agent: Named;
  reason: string | null;
  seq: number;
  at: string;
} | {
  type: "consultEnded";
  by: Named | null;
  agent: Named;
  seq: number;
  at: string;
} | {
  type: "participantJoined";
  by: Named;
  agent: Named;
  role: ParticipantRole;
  seq: number;
  at: string;
} | {
  type: "participantLeft";
  by: Named;
  agent: Named;
  seq: number;
  at: string;
} | {
  type: "customerAwaited";
  by: Named;
  seq: number;
  at: string;
} | {
  type: "resumed";
  by: Named | null;
  seq: number;
  at: string;
} | {
  type: "snoozed";
  by: Named;
  until: string | null;
  seq: number;
  at: string;
} | {
  type: "woken";
  by: Named | null;
  dueAt: string | null;
  seq: number;
  at: string;
} | {
  type: "wrapUpBegan";
  agent: Named;
  reason: CloseReason;
  until: string;
  seq: number;
  at: string;
} | {
  type: "noteAdded";
  messageId: string;
  by: Named;
  text: string;
  mentions: Named[];
  seq: number;
  at: string;
} | {
  type: "whispered";
  messageId: string;
  by: Named;
  to: Named;
  text: string | null;
  seq: number;
  at: string;
} | {
  type: "recalled";
  messageId: string;
  by: Named;
  seq: number;
  at: string;
} | {
  type: "recallRecorded";
  messageId: string;
  isTakenBack: boolean;
  reason: DeliveryRefusal | null;
  code?: string | null;
  seq: number;
  at: string;
} | {
  type: "labelled";
  by: Named;
  added: string[];
  removed: string[];
  seq: number;
  at: string;
} | {
  type: "prioritySet";
  by: Named;
  points: number;
  seq: number;
  at: string;
} | {
  type: "topicSet";
  by: Named | null;
  topic: string | null;
  seq: number;
  at: string;
} | {
  type: "dispositionSet";
  by: Named;
  disposition: string | null;
  seq: number;
  at: string;
} | {
  type: "messageScheduled";
  messageId: string;
  by: Named;
  text: string;
  sendAt: string;
  seq: number;
  at: string;
} | {
  type: "scheduledCancelled";
  messageId: string;
  by: Named;
  seq: number;
  at: string;
} | {
  type: "scheduledMissed";
  messageId: string;
  sendAt: string;
  seq: number;
  at: string;
} | {
  type: "personAsked";
  how: PersonAskedBy;
  seq: number;
  at: string;
} | {
  type: "personReached";
  agent: Named;
  askedAt: string;
  steps: number;
  seconds: number;
  seq: number;
  at: string;
} | {
  type: "callbackAgreed";
  dueAt: string;
  zone: string | null;
  messageKey: string;
  by: Named | null;
  seq: number;
  at: string;
} | {
  type: "callbackFellDue";
  dueAt: string;
  seq: number;
  at: string;
} | {
  type: "callbackAttempted";
  by: Named;
  outcome: CallbackOutcome;
  attempt: number;
  nextDueAt: string | null;
  seq: number;
  at: string;
} | {
  type: "callbackCancelled";
  by: Named | null;
  customerBack: boolean;
  seq: number;
  at: string;
} | {
  type: "callbackFailed";
  attempts: number;
  seq: number;
  at: string;
} | {
  type: "ratingAsked";
  by: Named | null;
  steps: number;
  validUntil: string;
  seq: number;
  at: string;
} | {
  type: "rated";
  score: number;
  steps: number;
  solved: boolean | null;
  tags: string[];
  remark: string | null;
  agent: Named | null;
  seq: number;
  at: string;
} | {
  type: "mergedInto";
  by: Named;
  into: string;
  seq: number;
  at: string;
} | {
  type: "joined";
  from: string;
  seq: number;
  at: string;
} | {
  type: "unmerged";
  by: Named;
  from: string;
  seq: number;
  at: string;
} | {
  type: "splitOff";
  from: string;
  messageKeys: string[];
  seq: number;
  at: string;
} | {
  type: "takenBack";
  from: string;
  seq: number;
  at: string;
} | {
  type: "announced";
  messageId: string;
  kind: string | null;
  text: string;
  provenance: Provenance;
  status: DeliveryStatus;
  seq: number;
  at: string;
} | {
  type: "routed";
  queue: Named;
  rule: string | null;
  seq: number;
  at: string;
} | {
  type: "botSeated";
  queue: Named;
  because: string;
  seq: number;
  at: string;
} | {
  type: "assessed";
  length: number;
  position: number | null;
  free: number;
  step: string | null;
  seq: number;
  at: string;
} | {
  type: "clocksChanged";
  changes: ClockChangeView[];
  seq: number;
  at: string;
} | {
  type: "escalated";
  do: string;
  measure: string;
  atPercent: number;
  seq: number;
  at: string;
} | {
  type: "silenceMarked";
  step: string;
  since: string;
  dueAt: string;
  seq: number;
  at: string;
} | {
  type: "aside";
  what: string;
  seq: number;
  at: string;
};

export type EntryList = {
  items: Entry[];
  version: number;
  hasMore: boolean;
};

export type EvaluationView = {
  same: boolean | null;
  hash: string | null;
  now: string;
  elapsedMicroseconds: number;
};

export type ExplanationItem = {
  seq: number | null;
  at: string;
  kind: string;
  why: unknown;
};

export type ExplanationList = {
  items: ExplanationItem[];
};

export type ExplanationView = {
  at: string;
  policyVersion: string;
  queue: Named;
  waitingSince: string;
  chosen: Named | null;
  candidates: CandidateView[];
  furtherCandidates: number;
  policyHash: string | null;
  terms: TermsView | null;
  widenedBy: WideningView[];
  further: FurtherView[];
  elapsedMicroseconds: number | null;
};

export type FileLimit = {
  kind: ItemKind;
  maxBytes: number;
  mimeTypes: string[];
};

export type FileView = {
  id: string;
  name: string | null;
  mime: string | null;
  sizeBytes: number | null;
};

export type FirstResponseView = {
  state: string;
  dueAt: string;
  since: string;
};

export type FurtherView = {
  verdict: Verdict;
  agents: Named[];
};

export type HealthView = {
  status: string;
};

export type HistorySummary = {
  legs: LegView[];
  topic: Named | null;
  labels: string[];
  unansweredSince: string | null;
  promises: PromiseView[];
  before: Summary | null;
};

export type IdentityChangeView = {
  at: string;
  from: string;
  to: string;
  by: Named | null;
  reason: string | null;
};

export type IdentityView = {
  id: string;
  channel: string;
  account: string;
  sender: string;
  platform: string;
  shop: string | null;
  app: string | null;
  validUntil: string | null;
  isLinked: boolean;
  changes: IdentityChangeView[];
};

export type InboundWay = {
  name: string;
  settings: string[];
};

export type InvitationState = "sent" | "shown" | "accepted" | "declined";

export type InvitationView = {
  by: Named | null;
  at: string;
  state: InvitationState;
};

export type InviteRequest = {
  text?: string | null;
};

export type ItemKind = "text" | "image" | "voice" | "video" | "file" | "location" | "link" | "card" | "order" | "comment" | "email" | "event" | "postback" | "command" | "status" | "edit" | "unsupported";

export type ItemView = {
  kind: ItemKind;
  text?: string | null;
  subject?: string | null;
  quoted?: string | null;
  isAutomatic?: boolean | null;
  media?: Media | null;
  files?: FileView[] | null;
  link?: Link | null;
  card?: Card | null;
  location?: Location | null;
  order?: Order | null;
  payload?: string | null;
  name?: string | null;
  about?: AboutView | null;
  form?: Record<string, string> | null;
};

export type LabClockView = {
  measure: string;
  state: string;
  elapsedSeconds: number;
  targetSeconds: number;
  dueAt: string | null;
  paused: boolean;
};

export type LabExplanation = {
  kind: string;
  why: unknown;
};

export type LabRequest = {
  script: string | null;
  policy?: string | null;
  version?: string | null;
};

export type LabStepView = {
  at: string;
  local: string;
  what: string;
  cause: string;
  line: number | null;
  customer: string | null;
  conversation: string | null;
  refusal: Refusal | null;
  events: string[];
  phase: string | null;
  rule: string | null;
  clocks: LabClockView[];
  explanation: LabExplanation | null;
};

export type LabView = {
  policyVersion: string;
  policyHash: string;
  steps: LabStepView[];
  isCutOff: boolean;
  elapsedMs: number;
};

export type LabelsRequest = {
  add?: string[] | null;
  remove?: string[] | null;
  version?: number | null;
};

export type LegMessageView = {
  at: string;
  speaker: Speaker;
  by: Named | null;
  kind: ItemKind;
  text: string | null;
};

export type LegView = {
  channel: string;
  account: string;
  from: string;
  to: string;
  messages: number;
  replies: number;
  last: LegMessageView[];
};

export type Link = {
  title: string | null;
  url: string;
  description?: string | null;
};

export type LinkRefusal = "identityUnknown" | "personUnknown" | "notLinked" | "scopeDiffers" | "identityMasked" | "tooManyIdentities" | "reasonEmpty" | "reasonTooLong";

export type LinkRequest = {
  channel: string | null;
  account: string | null;
  sender: string | null;
  reason: string | null;
};

export type LiveInsights = {
  at: string;
  channels: ChannelInsights[];
  totals: Totals;
};

export type Location = {
  latitude: number;
  longitude: number;
  label?: string | null;
  address?: string | null;
};

export type LookPush = Record<string, unknown>;

export type MacroAction = {
  type?: "reply";
  phrase: string | null;
} | {
  type?: "label";
  add: string[];
  remove: string[];
} | {
  type?: "priority";
  points: number;
} | {
  type?: "snooze";
  minutes: number | null;
} | {
  type?: "transfer";
  queue: string | null;
} | {
  type?: "close";
  reason: CloseReason;
};

export type MacroList = {
  items: MacroView[];
};

export type MacroRequest = {
  shortcut: string | null;
  title: string | null;
  actions: MacroAction[];
  isShared?: boolean;
};

export type MacroView = {
  id: string;
  shortcut: string;
  title: string;
  actions: MacroAction[];
  isShared: boolean;
};

export type Media = {
  id: string | null;
  mime: string | null;
  format: string | null;
  url: string | null;
  sizeBytes: number | null;
  fileName: string | null;
  sha256: string | null;
  storedAs: string | null;
};

export type MergeRequest = {
  into: string | null;
  version?: number | null;
};

export type Named = {
  id: string;
  name: string;
};

export type NegotiationView = {
  url: string;
  accessToken: string;
};

export type NobodyFree = "nobodySignedIn" | "allAway" | "nobodyWithTheSkill" | "allAtCapacity";

export type NoteRequest = {
  messageId: string | null;
  text: string | null;
  mentions?: string[] | null;
  version?: number | null;
};

export type NoticeKind = "mentioned" | "whispered" | "consultAsked" | "consultEnded" | "participantAdded" | "takenOver" | "transferredToYou" | "transferMissed" | "woken" | "customerBack" | "targetWarning" | "targetBreached" | "supervisorAsked" | "agentSlow" | "callbackDue" | "rated" | "channelChanged";

export type NoticePush = {
  id: string;
  kind: NoticeKind;
  conversationId: string;
  at: string;
  detail: string | null;
};

export type OfflineWithOpenChats = "allow" | "refuse" | "keep";

export type Order = {
  id: string;
  platformId?: string | null;
  total?: string | null;
  currency?: string | null;
  status?: string | null;
  lines?: OrderLine[];
};

export type OrderLine = {
  title: string | null;
  sku: string | null;
  quantity: number;
  price?: string | null;
};

export type OrderView = {
  id: string;
  platformId: string | null;
  total: string | null;
  currency: string | null;
  status: string | null;
  lines: OrderLine[];
};

export type OutgoingContent = {
  type?: "text";
  body: string;
} | {
  type?: "attachment";
  kind: ItemKind;
  file: OutgoingFile;
  caption?: string | null;
} | {
  type?: "place";
  location: Location;
} | {
  type?: "page";
  link: Link;
} | {
  type?: "miniProgram";
  card: Card;
} | {
  type?: "choices";
  body: string;
  options: Choice[];
} | {
  type?: "orderCard";
  order: Order;
  link?: Link | null;
} | {
  type?: "template";
  name: string;
  language: string;
  parameters: string[];
};

export type OutgoingFile = {
  name: string;
  mime: string;
  storedAs?: string | null;
  sizeBytes?: number;
};

export type ParticipantRequest = {
  agent: string | null;
  version?: number | null;
};

export type ParticipantRole = "watching" | "consulted" | "taking" | "barging";

export type ParticipantView = {
  agent: Named;
  role: ParticipantRole;
  since: string;
};

export type PauseView = {
  from: string;
  to: string | null;
};

export type PersonAskedBy = "button" | "word" | "unanswered";

export type PersonDetail = {
  id: string;
  profile: ProfileView;
  identities: IdentityView[];
  conversations: Summary[];
};

export type PersonView = {
  id: string;
  name: string | null;
};

export type PhraseList = {
  items: PhraseView[];
};

export type PhraseRequest = {
  shortcut: string | null;
  title: string | null;
  text: string | null;
  isShared?: boolean;
};

export type PhraseView = {
  id: string;
  shortcut: string;
  title: string;
  text: string;
  isShared: boolean;
};

export type PlainRequest = {
  version?: number | null;
};

export type PolicyActivation = {
  note?: string | null;
  version?: string | null;
};

export type PolicyChangeKind = "activated" | "rolledBack" | "draftSaved";

export type PolicyChangeView = {
  number: number;
  kind: PolicyChangeKind;
  at: string;
  by: Named | null;
  from: string | null;
  to: string | null;
  hash: string | null;
  note: string | null;
};

export type PolicyDifference = {
  path: string;
  from: string | null;
  to: string | null;
};

export type PolicyDifferenceList = {
  changes: PolicyDifference[];
};

export type PolicyDraftSaved = {
  revision: number;
  faults: PolicyFaultView[];
};

export type PolicyDraftView = {
  text: string;
  format: DocumentFormat;
  at: string;
  by: Named | null;
  revision: number;
};

export type PolicyFaultList = {
  faults: PolicyFaultView[];
};

export type PolicyFaultView = {
  line: number | null;
  column: number | null;
  path: string;
  message: string;
  severity: Severity;
  suggestion: string | null;
};

export type PolicyHistoryView = {
  items: PolicyChangeView[];
  cursor: number | null;
};

export type PolicyInForce = {
  version: string;
  hash: string;
  faults: PolicyFaultView[];
};

export type PolicyListView = {
  active: string;
  draft: PolicyDraftView | null;
  items: PolicyVersionView[];
};

export type PolicyTextRequest = {
  text: string | null;
  revision?: number | null;
};

export type PolicyTextView = {
  version: string;
  hash: string;
  text: string;
  format: DocumentFormat;
};

export type PolicyVersionView = {
  version: string;
  hash: string;
  activatedAt: string;
  by: Named | null;
  note: string | null;
};

export type Presence = "offline" | "away" | "online";

export type PresenceChange = {
  presence: Presence | null;
  reason?: string | null;
};

export type PresenceDecision = {
  approve: boolean | null;
};

export type PresencePush = {
  agents: PresenceView[];
};

export type PresenceReasonView = {
  id: string;
  name: string;
  presence: Presence;
  needsApproval: boolean;
};

export type PresenceRequestList = {
  items: PresenceRequestView[];
};

export type PresenceRequestState = "asked" | "approved" | "refused";

export type PresenceRequestView = {
  id: string;
  agent: Named;
  presence: Presence;
  reason: string;
  at: string;
  state: PresenceRequestState;
  by: Named | null;
};

export type PresenceView = {
  id: string;
  presence: Presence;
  load: number;
  capacity: number;
  reason: string | null;
};

export type PreviewRequest = {
  text: string | null;
  content?: OutgoingContent | null;
  version?: number | null;
};

export type PriorityRequest = {
  points: number | null;
  version?: number | null;
};

export type Problem = {
  code: string;
  title: string;
  status: number;
  type: string | null;
  detail?: string | null;
  errors?: Record<string, string[]> | null;
  reason?: Refusal | null;
  linkReason?: LinkRefusal | null;
  holder?: Named | null;
  version?: number | null;
  faults?: PolicyFaultView[] | null;
};

export type ProfileRequest = {
  tier?: string | null;
  language?: string | null;
  tags?: string[] | null;
  attributes?: Record<string, unknown> | null;
  owner?: string | null;
};

export type ProfileView = {
  tier: string | null;
  language: string | null;
  tags: string[];
  attributes: Record<string, unknown>;
  owner: Named | null;
};

export type PromiseView = {
  kind: string;
  dueAt: string;
  text: string | null;
};

export type Provenance = "person" | "suggestionSentByPerson" | "assistedBot" | "automaticBot" | "keyword" | "greeting" | "system";

export type QueueList = {
  queues: QueueView[];
};

export type QueueReason = "opened" | "reopened" | "offerMissed" | "offerDeclined" | "personAsked" | "transferred" | "transferMissed" | "woken" | "callbackDue" | "customerBack" | "overflowed" | "escalated" | "agentSilent" | "agentGone" | "unmerged" | "priorityChanged";

export type QueueView = {
  queue: Named;
  open: boolean | null;
  length: number;
  staffed: number;
  free: number;
  longestWaitSince: string | null;
  estimateSeconds: number | null;
  whyNobody: NobodyFree | null;
  dispositions: DispositionView[];
  topics: Named[];
};

export type RecallRequest = {
  messageId: string | null;
  version?: number | null;
};

export type ReceiptState = "sent" | "delivered" | "read" | "failed";

export type RecoveryCodeList = {
  codes: string[];
};

export type Refusal = "conversationUnknown" | "conversationEnded" | "conversationClosed" | "notHolder" | "notOffered" | "alreadyHeld" | "messageIdTaken" | "messageUnknown" | "textEmpty" | "textTooLong" | "legNotSupported" | "tooManyUndelivered" | "notAllowed" | "notWaiting" | "notServing" | "versionConflict" | "transferLimit" | "transferToSelf" | "transferTargetInvalid" | "agentUnknown" | "queueUnknown" | "agentCannotServeQueue" | "alreadyClaimed" | "atCapacity" | "notRecallable" | "recallTooLate" | "scheduledInPast" | "scheduledTooFar" | "tooManyScheduled" | "labelInvalid" | "tooManyLabels" | "priorityInvalid" | "topicUnknown" | "dispositionRequired" | "dispositionUnknown" | "noConsult" | "notInWrapUp" | "consultRunning" | "snoozeInPast" | "snoozeTooFar" | "callbackNotOffered" | "callbackTimeInvalid" | "noCallback" | "ratingNotAsked" | "ratingExpired" | "ratingInvalid" | "alreadyRated" | "mergeWithItself" | "mergeCycle" | "notMerged" | "alreadyMerged" | "tooManyMerged" | "tooManyParticipants" | "outsideReplyWindow" | "tooManyMessages" | "contentInvalid" | "contentNotSupported" | "fileUnknown" | "fileTooLarge" | "fileTypeNotSupported" | "deliveryCertain" | "notParticipant" | "tooManyMentions" | "reasonTooLong";

export type ReplyAccepted = {
  seq: number;
  version: number;
};

export type ReplyPreview = {
  refusal: Refusal | null;
  sentAs: ItemKind | null;
  words: string | null;
  length: number;
  maxTextLength: number;
  isTooLong: boolean;
};

export type ReplyRequest = {
  messageId: string | null;
  text: string | null;
  isSuggestion?: boolean;
  content?: OutgoingContent | null;
  version?: number | null;
};

export type ReplyRulesView = {
  channel: string;
  refusal: Refusal | null;
  until: string | null;
  left: number | null;
  hasTemplates: boolean;
  maxTextLength: number;
  textUnit: TextUnit;
  sends: ItemKind[];
  files: FileLimit[];
  receipts: ReceiptState | null;
  hasTyping: boolean;
  recallSeconds: number | null;
};

export type ResendRequest = {
  messageId: string | null;
  version?: number | null;
};

export type SavedViewItem = {
  id: string;
  name: string;
  search: ViewSearch;
};

export type SavedViewList = {
  items: SavedViewItem[];
};

export type SavedViewRequest = {
  name: string | null;
  search: SearchParts | null;
};

export type ScheduleRequest = {
  messageId: string | null;
  text: string | null;
  at: string | null;
  version?: number | null;
};

export type ScheduledView = {
  messageId: string;
  text: string;
  at: string;
  by: Named;
};

export type SearchAnswer = {
  items: SearchHit[];
  looked: number;
  read: number;
  isWhole: boolean;
};

export type SearchHit = {
  conversation: Summary;
  in: SearchPlace;
  excerpt: string | null;
};

export type SearchParts = {
  q: string | null;
  state: string | null;
  channel: string | null;
  queue: string | null;
  label: string | null;
};

export type SearchPlace = "person" | "number" | "label" | "text" | "message" | "filter";

export type SecondFactorKey = {
  key: string;
  address: string;
};

export type SecondFactorView = {
  isOn: boolean;
  codesLeft: number;
  isDuty: boolean;
};

export type SessionItem = {
  id: string;
  begunAt: string;
  seenAt: string;
  address: string | null;
  browser: string | null;
  isCurrent: boolean;
};

export type SessionList = {
  items: SessionItem[];
};

export type SessionView = {
  tenant: string;
  agent: SignedInAgent;
  presence: Presence;
  presenceReason: string | null;
  presenceReasons: PresenceReasonView[];
  offlineWithOpenChats: OfflineWithOpenChats;
  capacity: number;
  queues: Named[];
  channels: ChannelLimits[];
  shops: ShopView[];
};

export type SettingView = {
  name: string;
  required: boolean;
  secret: boolean;
  hintZh: string | null;
  hintEn: string | null;
  choices: string[];
  default: string | null;
};

export type SettleRequest = {
  messageId: string | null;
  hasArrived: boolean | null;
  version?: number | null;
};

export type Severity = "fault" | "warning";

export type ShopView = {
  channel: string;
  account: string;
};

export type SignInAddress = {
  address: string;
};

export type SignInLinkList = {
  items: SignInLinkView[];
};

export type SignInLinkRequest = {
  subject: string | null;
};

export type SignInLinkView = {
  provider: string;
  subject: string;
  linkedAt: string;
  isMade: boolean;
};

export type SignInProviderList = {
  providers: SignInProviderView[];
};

export type SignInProviderView = {
  id: string;
  name: string;
};

export type SignInRequest = {
  tenant: string | null;
  name: string | null;
  password: string | null;
  code?: string | null;
};

export type SignOutView = {
  address: string | null;
};

export type SignedInAgent = {
  id: string;
  name: string;
  roles: AgentRole[];
};

export type SkillView = {
  skill: string;
  level: number;
};

export type SnoozeRequest = {
  until?: string | null;
  version?: number | null;
};

export type Speaker = "customer" | "agent" | "bot";

export type StoredFileView = {
  id: string;
  name: string;
  mime: string;
  sizeBytes: number;
};

export type Summary = {
  id: string;
  version: number;
  phase: string;
  channel: string;
  account: string;
  person: PersonView;
  queue: Named;
  holder: Named | null;
  waitingSince: string | null;
  offerExpiresAt: string | null;
  openedAt: string;
  lastMessageAt: string;
  lastText: string;
  lastFrom: string;
  firstResponse: FirstResponseView;
  unanswered: number;
  lastKind: ItemKind | null;
  clocks: ClockView[];
  snoozedBy: Named | null;
  snoozedUntil: string | null;
  wrapUpUntil: string | null;
  callback: CallbackView | null;
  channels: string[];
  labels: string[];
  priority: number;
  topic: Named | null;
  disposition: Named | null;
  participants: ParticipantView[];
  consult: ConsultView | null;
  mergedInto: string | null;
  scheduled: ScheduledView[];
  closeReason: CloseReason | null;
  reopensUntil: string | null;
  ratingAsked: string | null;
};

export type TakeOverRequest = {
  reason?: string | null;
  version?: number | null;
};

export type TermsView = {
  priority: number;
  units: number;
  channel: string;
  require: SkillView[];
  prefer: SkillView[];
  owner: Named | null;
  lastAgent: Named | null;
  only: Named | null;
  strategy: string;
  targetDueAt: string | null;
};

export type TextUnit = "codeUnits" | "utf8Bytes";

export type TimerList = {
  items: TimerView[];
};

export type TimerMarkView = {
  percent: number;
  isBreach: boolean;
  dueAt: string;
  firedAt: string;
};

export type TimerView = {
  name: string;
  measure: string | null;
  dueAt: string | null;
  firedAt: string | null;
  latenessMs: number | null;
  pauses: PauseView[];
  calendarVersion: string | null;
  state: string;
};

export type TopicRequest = {
  topic: string | null;
  version?: number | null;
};

export type Totals = {
  open: number;
  waiting: number;
  messagesPerMinute: number;
  meanFirstResponseSeconds: number | null;
  firstResponses: number;
};

export type TrackView = {
  at: string;
  address: string | null;
  title: string | null;
  leftAt: string | null;
  act: string | null;
  values?: Record<string, string> | null;
};

export type TransferKind = "toQueue" | "toAgent" | "consulted";

export type TransferRequest = {
  queue?: string | null;
  agent?: string | null;
  reason?: string | null;
  version?: number | null;
};

export type TypingPush = {
  conversationId: string;
  text: string | null;
};

export type UnlinkRequest = {
  reason: string | null;
};

export type Verdict = "chosen" | "lessIdle" | "offline" | "away" | "atCapacity" | "notInQueue" | "missedThisOffer" | "moreLoaded" | "laterTurn" | "lessPreferred" | "notOwnOrLastAgent" | "lacksSkill" | "atChannelLimit" | "handedToAnother" | "otherWasFaster";

export type ViewSearch = {
  q: string;
  state: string;
  channel: string;
  queue: string;
  label: string;
};

export type ViewerList = {
  items: Named[];
};

export type ViewersPush = {
  conversationId: string;
  agents: Named[];
  typing: Named | null;
};

export type ViewingRequest = {
  connection: string | null;
  isTyping?: boolean;
  isOver?: boolean;
};

export type VisitorCallback = {
  messageId: string | null;
  dueAt?: string | null;
  zone?: string | null;
};

export type VisitorList = {
  visitors: VisitorView[];
  further: number;
};

export type VisitorRating = {
  messageId: string | null;
  score: number | null;
  solved?: boolean | null;
  tags?: string[] | null;
  remark?: string | null;
};

export type VisitorTrack = {
  since: string | null;
  count: number;
  cameFrom: string | null;
  isPresent: boolean;
  items: TrackView[];
};

export type VisitorView = {
  id: string;
  account: string;
  name: string | null;
  since: string;
  seenAt: string;
  page: TrackView | null;
  pages: number;
  count: number;
  cameFrom: string | null;
  language: string | null;
  invitation: InvitationView | null;
};

export type WhisperRequest = {
  messageId: string | null;
  text: string | null;
  version?: number | null;
};

export type WideningView = {
  afterSeconds: number;
  dropPreferred: boolean;
  lowerLevelBy: number;
  addQueues: string[];
};

export type WidgetAbout = {
  title: string;
  url: string;
  price: string | null;
};

export type WidgetCallback = {
  dueAt: string;
  zone: string | null;
};

export type WidgetDevice = {
  service: string | null;
  token: string | null;
  language?: string | null;
};

export type WidgetField = {
  name: string;
  needed: boolean;
};

export type WidgetFile = {
  name: string;
  mime: string;
  sizeBytes: number | null;
  address: string;
};

export type WidgetIdentity = {
  id: string | null;
  expiresAt: number | null;
  signature: string | null;
};

export type WidgetInvitation = {
  id: string;
  text: string | null;
};

export type WidgetInvitationAnswer = {
  id: string | null;
  state: InvitationState | null;
};

export type WidgetInvitationRule = {
  afterSeconds: number;
  paths: string[];
  text: WidgetText;
};

export type WidgetLook = {
  color: string | null;
  corner: string;
  greeting: WidgetText;
  form: WidgetField[];
  offlineForm: boolean;
  invite: WidgetInvitationRule | null;
  track: boolean;
  preview: boolean;
  maxFileMegabytes: number;
};

export type WidgetMessage = {
  cursor: string;
  at: string;
  from: string;
  id: string;
  text: string;
  agentName: string | null;
  mark: string | null;
  content: OutgoingContent | null;
  file: WidgetFile | null;
  about: WidgetAbout | null;
  recalled: boolean;
};

export type WidgetMessages = {
  items: WidgetMessage[];
  cursor: string;
  state: WidgetState;
};

export type WidgetRating = {
  steps: number;
  solved: boolean;
  tags: string[];
  several: boolean;
  until: string;
};

export type WidgetSession = {
  visitor: WidgetVisitor;
  look: WidgetLook;
  isOpen: boolean;
  opensAt: string | null;
};

export type WidgetSessionRequest = {
  visitor: string | null;
  identity?: WidgetIdentity | null;
  embedder?: string | null;
  language?: string | null;
};

export type WidgetState = {
  phase: string;
  agentName: string | null;
  position: number | null;
  estimateSeconds: number | null;
  whyNobody: string | null;
  opensAt: string | null;
  humanAsked: boolean;
  canAskCallback: boolean;
  callback: WidgetCallback | null;
  rating: WidgetRating | null;
  isRated: boolean;
};

export type WidgetText = {
  zh: string | null;
  en: string | null;
};

export type WidgetTyping = {
  text?: string | null;
};

export type WidgetVisit = {
  visitor: WidgetVisitor | null;
  look: WidgetLook;
  isOpen: boolean;
  opensAt: string | null;
  unread: number;
  hasConversation: boolean;
  againInSeconds: number;
  invitation: WidgetInvitation | null;
};

export type WidgetVisitRequest = {
  visitor?: string | null;
  identity?: WidgetIdentity | null;
  seen?: string | null;
  address?: string | null;
  title?: string | null;
  cameFrom?: string | null;
  name?: string | null;
  language?: string | null;
  act?: string | null;
  values?: Record<string, unknown> | null;
  answer?: WidgetInvitationAnswer | null;
  leaves?: boolean;
};

export type WidgetVisitor = {
  id: string;
  token: string;
};

/** The client methods of the live connection and their one argument: those of the desk, and those of customers' pages. */
export interface DeskPushes {
  conversation: ConversationPush;
  notice: NoticePush;
  presence: PresencePush;
  presenceRequest: PresenceRequestView;
  insights: LiveInsights;
  typing: TypingPush;
  draft: DraftPush;
  viewers: ViewersPush;
}

export interface PagePushes {
  messages: LookPush;
  typing: AgentTypingPush;
}
