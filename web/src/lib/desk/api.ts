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
import { request } from '../http';

const pageSize = 200;
const eventsPageSize = 100;
const at = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

/** The desk's requests, one line each, as the server's description names them. */
export const api = {
  session: () => request<Session>('GET', '/api/session'),
  signIn: (tenant: string, name: string, password: string) =>
    request<Session>('POST', '/api/session', { tenant, name, password }),
  signOut: () => request<undefined>('DELETE', '/api/session'),
  setPresence: (presence: Presence) => request<{ presence: Presence }>('PUT', '/api/presence', { presence }),
  agents: () => request<{ agents: AgentState[] }>('GET', '/api/agents'),
  conversations: (view: View, cursor: string | null) =>
    request<Page<Summary>>(
      'GET',
      `/api/conversations?view=${view}&limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    ),
  conversation: (id: string) => request<Summary>('GET', at(id)),
  eventsBefore: (id: string, seq: number) => request<EventsPage>('GET', `${at(id)}/events?before=${seq}&limit=${eventsPageSize}`),
  eventsAfter: (id: string, seq: number) => request<EventsPage>('GET', `${at(id)}/events?after=${seq}&limit=${pageSize}`),
  accept: (id: string) => request<{ version: number }>('POST', `${at(id)}/accept`),
  decline: (id: string) => request<{ version: number }>('POST', `${at(id)}/decline`),
  reply: (id: string, messageId: string, text: string) =>
    request<{ seq: number; version: number }>('POST', `${at(id)}/replies`, { messageId, text }),
  close: (id: string, reason: CloseReason) => request<{ version: number }>('POST', `${at(id)}/close`, { reason }),
  negotiate: () => request<Negotiation>('POST', '/api/live/negotiate'),
  insights: () => request<Insights>('GET', '/api/insights/live'),
};
