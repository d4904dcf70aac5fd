import type {
  AgentState,
  CloseReason,
  EventsPage,
  Insights,
  Negotiation,
  Page,
  Presence,
  Session,
  Summary,
  View,
} from '../contract';
import { request, type Result } from '../http';
import { desk } from './desk';
import { signedOut } from './state';

const pageSize = 200;
const eventsPageSize = 100;
const at = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

/** A request of a signed-in agent: when the session has ended meanwhile, so has the desk. */
async function asked<T>(...args: Parameters<typeof request>): Promise<Result<T>> {
  const answer = await request<T>(...args);
  if (!answer.ok && answer.problem.code === 'not-signed-in' && desk.get().session) desk.update(() => signedOut(true));
  return answer;
}

/** The desk's requests, one line each, as the server's description names them. */
export const api = {
  session: () => request<Session>('GET', '/api/session'),
  signIn: (tenant: string, name: string, password: string) =>
    request<Session>('POST', '/api/session', { tenant, name, password }),
  signOut: () => request<undefined>('DELETE', '/api/session'),
  setPresence: (presence: Presence) => asked<{ presence: Presence }>('PUT', '/api/presence', { presence }),
  agents: () => asked<{ agents: AgentState[] }>('GET', '/api/agents'),
  conversations: (view: View, cursor: string | null) =>
    asked<Page<Summary>>(
      'GET',
      `/api/conversations?view=${view}&limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    ),
  conversation: (id: string) => asked<Summary>('GET', at(id)),
  eventsBefore: (id: string, seq: number) => asked<EventsPage>('GET', `${at(id)}/events?before=${seq}&limit=${eventsPageSize}`),
  eventsAfter: (id: string, seq: number) => asked<EventsPage>('GET', `${at(id)}/events?after=${seq}&limit=${pageSize}`),
  accept: (id: string) => asked<{ version: number }>('POST', `${at(id)}/accept`),
  decline: (id: string) => asked<{ version: number }>('POST', `${at(id)}/decline`),
  reply: (id: string, messageId: string, text: string) =>
    asked<{ seq: number; version: number }>('POST', `${at(id)}/replies`, { messageId, text }),
  close: (id: string, reason: CloseReason) => asked<{ version: number }>('POST', `${at(id)}/close`, { reason }),
  negotiate: () => asked<Negotiation>('POST', '/api/live/negotiate'),
  insights: () => asked<Insights>('GET', '/api/insights/live'),
};
