import type { Negotiation } from '@/lib/contract';
import { bring, request } from '@/lib/http';
import type { MessagesPage, SentFile, Session } from './contract';
import type { About, Identity } from './wire';

export interface Place {
  tenant: string;
  account: string;
}

/** What a visitor's message may carry besides its text. */
export interface Said {
  id: string;
  text?: string;
  sentAt: string;
  language: string;
  /** What the visitor calls themselves. */
  name?: string;
  about?: About;
  form?: Readonly<Record<string, string>>;
  /** Of a question's choices, by its id. */
  choice?: string;
  file?: SentFile;
}

export interface Opening {
  visitor?: string;
  identity?: Pick<Identity, 'id' | 'expiresAt' | 'signature'>;
  embedder?: string;
  language: string;
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
    open: (opening: Opening) => request<Session>('POST', `/api/widget/${t}/${a}/session`, opening),
    messages: (token: string, after: string) =>
      request<MessagesPage>('GET', `/api/widget/${t}/${a}/messages?after=${encodeURIComponent(after)}`, undefined, token),
    send: (token: string, message: Said) =>
      request<{ accepted: string[] }>('POST', `/webhooks/${t}/webchat/${a}`, message, token),
    /** All of ours up to that time was on the visitor's screen. */
    read: (token: string, id: string, upTo: string) =>
      request<{ accepted: string[] }>('POST', `/webhooks/${t}/webchat/${a}`, { id, read: upTo }, token),
    bring: (token: string, file: File) =>
      bring<SentFile>(`/api/widget/${t}/${a}/files?name=${encodeURIComponent(file.name)}`, file, token),
    /** What a visitor does besides writing: leave, person, callback, callback/cancel, rating. */
    act: (token: string, action: string, body: Readonly<Record<string, unknown>> = {}) =>
      request<undefined>('POST', `/api/widget/${t}/${a}/${action}`, body, token),
    negotiate: (token: string) => request<Negotiation>('POST', `/api/widget/${t}/${a}/negotiate`, {}, token),
  };
}

export type WidgetClient = ReturnType<typeof widgetClient>;
