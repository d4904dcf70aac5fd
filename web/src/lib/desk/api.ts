import type {
  AgentState,
  EventsPage,
  FileView,
  Content,
  Insights,
  Named,
  Negotiation,
  Order,
  Page,
  Presence,
  ReplyPreview,
  ReplyRules,
  Session,
  Summary,
  View,
} from '../contract';
import type {
  Attendance,
  DraftView,
  Evaluation,
  Explanation,
  HistorySummary,
  Macro,
  PersonDetail,
  Phrase,
  PresenceAnswer,
  PresenceRequest,
  ProfileRequest,
  QueueFigures,
  SavedView,
  SearchAnswer,
  Timer,
  Track,
  VisitorNow,
} from '../contract-work';
import type { SignInAddress, SignInProviderList, SignOutView } from '../api/types';
import { bring, request, type Result } from '../http';
import { desk } from './desk';
import { signedOut } from './state';

const pageSize = 200;
const eventsPageSize = 100;

/** What a screen shows of a conversation, three times over: the first page is drawn before anything can be read, and the next one follows by itself. */
const firstEventsPageSize = 40;
const listAt = (view: View) => `/api/conversations?view=${view}&limit=${pageSize}`;
const at = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

/** Why somebody who is signed in is not let on to the desk yet: their second factor is to be shown, or to be set up. */
export const isFactorDue = (code: string): boolean => code === 'second-factor-owed' || code === 'second-factor-duty';

/** A request of a signed-in agent: when the session has ended meanwhile, or is not enough any more, the desk has ended too. */
export async function asked<T>(...args: Parameters<typeof request>): Promise<Result<T>> {
  const answer = await request<T>(...args);
  if (!answer.ok && desk.get().session && (answer.problem.code === 'not-signed-in' || isFactorDue(answer.problem.code)))
    desk.update(() => signedOut(true));
  return answer;
}

/** Where a file of a conversation is fetched. */
export const fileAddress = (conversationId: string, file: string): string =>
  `${at(conversationId)}/files/${encodeURIComponent(file)}`;

/** The desk's requests, one line each, as the server's description names them. */
export const api = {
  session: () => request<Session>('GET', '/api/session'),
  /** The code is that of the second factor, and empty for who has none. */
  signIn: (tenant: string, name: string, password: string, code: string) =>
    request<Session>('POST', '/api/session', code ? { tenant, name, password, code } : { tenant, name, password }),
  /** By which directories the people of a tenant sign in. */
  signInProviders: (tenant: string) => request<SignInProviderList>('GET', `/api/sign-in/${encodeURIComponent(tenant)}`),
  /** Where the browser is to go. */
  beginSignIn: (tenant: string, provider: string) =>
    request<SignInAddress>('POST', `/api/sign-in/${encodeURIComponent(tenant)}/${encodeURIComponent(provider)}`),
  signOut: () => request<SignOutView>('DELETE', '/api/session'),
  setPresence: (presence: Presence, reason: string | null) =>
    asked<PresenceAnswer>('PUT', '/api/presence', reason ? { presence, reason } : { presence }),
  askForPresence: (presence: Presence, reason: string) =>
    asked<PresenceRequest>('POST', '/api/presence/requests', { presence, reason }),
  presenceRequests: () => asked<{ items: PresenceRequest[] }>('GET', '/api/presence/requests'),
  answerRequest: (id: string, approve: boolean) =>
    asked<PresenceRequest>('POST', `/api/presence/requests/${encodeURIComponent(id)}`, { approve }),
  /** Without a day it is today's, by the tenant's calendar and not by the browser's. */
  attendance: (day: string) =>
    asked<{ day: string; items: Attendance[] }>(
      'GET',
      day ? `/api/attendance?day=${encodeURIComponent(day)}` : '/api/attendance',
    ),
  queues: () => asked<{ queues: QueueFigures[] }>('GET', '/api/queues'),
  agents: () => asked<{ agents: AgentState[] }>('GET', '/api/agents'),
  conversations: (view: View, cursor: string | null) =>
    asked<Page<Summary>>('GET', listAt(view) + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '')),
  /** By whoever is here, if anybody is: the page names the same address, so that it is on its way before this is read. */
  firstList: () => request<Page<Summary>>('GET', listAt('mine')),
  conversation: (id: string) => asked<Summary>('GET', at(id)),
  eventsBefore: (id: string, seq: number, isFirst: boolean) =>
    asked<EventsPage>('GET', `${at(id)}/events?before=${seq}&limit=${isFirst ? firstEventsPageSize : eventsPageSize}`),
  eventsAfter: (id: string, seq: number) => asked<EventsPage>('GET', `${at(id)}/events?after=${seq}&limit=${pageSize}`),
  /** What an agent does with a conversation: the last part of the address names it. */
  act: (id: string, action: string, body: Readonly<Record<string, unknown>> = {}) =>
    asked<{ version: number }>('POST', `${at(id)}/${action}`, body),
  replyRules: (id: string) => asked<ReplyRules>('GET', `${at(id)}/reply-rules`),
  /** What the customer would get, by the server's own rules: nothing is sent. */
  previewReply: (id: string, reply: { text?: string; content?: Content }) =>
    asked<ReplyPreview>('POST', `${at(id)}/reply-rules/preview`, reply),
  drafts: (id: string) => asked<{ items: DraftView[] }>('GET', `${at(id)}/drafts`),
  /** `revision` is the one that the page began with: what another device has written since is not written over. */
  saveDraft: (id: string, kind: DraftView['kind'], draft: { text: string; revision: number; page: string }) =>
    asked<DraftView>('PUT', `${at(id)}/drafts/${kind}`, draft),
  /** That this page shows the conversation, somebody types in its field, or it shows it no longer. Answers who else looks at it. */
  view: (id: string, looking: { connection: string; isTyping?: boolean; isOver?: boolean }) =>
    asked<{ items: Named[] }>('POST', `${at(id)}/viewing`, looking),
  macros: () => asked<{ items: Macro[] }>('GET', '/api/macros'),
  saveMacro: ({ id, ...macro }: Macro) => asked<Macro>('PUT', `/api/macros/${encodeURIComponent(id)}`, macro),
  removeMacro: (id: string) => asked<undefined>('DELETE', `/api/macros/${encodeURIComponent(id)}`),
  views: () => asked<{ items: SavedView[] }>('GET', '/api/views'),
  saveView: ({ id, ...view }: SavedView) => asked<SavedView>('PUT', `/api/views/${encodeURIComponent(id)}`, view),
  removeView: (id: string) => asked<undefined>('DELETE', `/api/views/${encodeURIComponent(id)}`),
  phrases: () => asked<{ items: Phrase[] }>('GET', '/api/phrases'),
  savePhrase: ({ id, ...phrase }: Phrase) => asked<Phrase>('PUT', `/api/phrases/${encodeURIComponent(id)}`, phrase),
  removePhrase: (id: string) => asked<undefined>('DELETE', `/api/phrases/${encodeURIComponent(id)}`),
  order: (channel: string, account: string, order: string) =>
    asked<Order>('GET', `/api/orders/${[channel, account, order].map(encodeURIComponent).join('/')}`),
  search: (query: URLSearchParams) => asked<SearchAnswer>('GET', `/api/search?${query}`),
  /** The body is the file itself; the other requests are JSON. */
  bringFile: (id: string, file: File) =>
    bring<FileView & { name: string; mime: string }>(`${at(id)}/files?name=${encodeURIComponent(file.name)}`, file),
  explanations: (id: string) => asked<{ items: Explanation[] }>('GET', `${at(id)}/explanations`),
  historySummary: (id: string) => asked<HistorySummary>('GET', `${at(id)}/history-summary`),
  evaluate: (id: string, seq: number) => asked<Evaluation>('POST', `${at(id)}/explanations/${seq}/evaluate`),
  person: (id: string) => asked<PersonDetail>('GET', `/api/people/${encodeURIComponent(id)}`),
  saveProfile: (id: string, profile: ProfileRequest) =>
    asked<PersonDetail>('PUT', `/api/people/${encodeURIComponent(id)}/profile`, profile),
  linkIdentity: (id: string, link: { channel: string; account: string; sender: string; reason: string }) =>
    asked<PersonDetail>('POST', `/api/people/${encodeURIComponent(id)}/identities`, link),
  unlinkIdentity: (id: string, identity: string, reason: string) =>
    asked<PersonDetail>('DELETE', `/api/people/${encodeURIComponent(id)}/identities/${encodeURIComponent(identity)}`, { reason }),
  timers: (id: string) => asked<{ items: Timer[] }>('GET', `${at(id)}/timers`),
  track: (id: string) => asked<Track>('GET', `${at(id)}/track`),
  typing: (id: string) => asked<undefined>('POST', `${at(id)}/typing`),
  visitors: () => asked<{ visitors: VisitorNow[]; further: number }>('GET', '/api/visitors'),
  inviteVisitor: (id: string, text: string) =>
    asked<undefined>('POST', `/api/visitors/${encodeURIComponent(id)}/invite`, text ? { text } : {}),
  negotiate: () => asked<Negotiation>('POST', '/api/live/negotiate'),
  insights: () => asked<Insights>('GET', '/api/insights/live'),
};
