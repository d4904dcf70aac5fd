import type { Negotiation } from '@/lib/contract';
import { request } from '@/lib/http';
import type { MessagesPage, Visitor } from './contract';

export interface Place {
  tenant: string;
  account: string;
}

/** Which shop's chat this page is, from its address; null when the address does not say. */
export function placeOf(search: string): Place | null {
  const query = new URLSearchParams(search);
  const [tenant, account] = [query.get('tenant'), query.get('account')];
  return tenant && account ? { tenant, account } : null;
}

/** The widget's requests. It has no cookies: the visitor's token is sent with each. */
export function widgetClient({ tenant, account }: Place) {
  const [t, a] = [encodeURIComponent(tenant), encodeURIComponent(account)];
  return {
    open: (token: string | null) =>
      request<{ visitor: Visitor }>('POST', `/api/widget/${t}/${a}/session`, token ? { visitor: token } : {}),
    messages: (token: string, after: string) =>
      request<MessagesPage>('GET', `/api/widget/${t}/${a}/messages?after=${encodeURIComponent(after)}`, undefined, token),
    send: (token: string, message: { id: string; text: string; sentAt: string; language: string }) =>
      request<{ accepted: string[] }>('POST', `/webhooks/${t}/webchat/${a}`, message, token),
    /** What a visitor does besides writing: leave, person, callback, callback/cancel, rating. */
    act: (token: string, action: string, body: Readonly<Record<string, unknown>> = {}) =>
      request<undefined>('POST', `/api/widget/${t}/${a}/${action}`, body, token),
    negotiate: (token: string) => request<Negotiation>('POST', `/api/widget/${t}/${a}/negotiate`, {}, token),
  };
}

export type WidgetClient = ReturnType<typeof widgetClient>;
