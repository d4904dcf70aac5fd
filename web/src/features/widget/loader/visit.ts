import type { Identity, Look } from '../wire';

/** What the server answers a page that tells that it is there. */
export interface Visit {
  visitor: { id: string; token: string } | null;
  look: Look;
  isOpen: boolean;
  opensAt: string | null;
  unread: number;
  hasConversation: boolean;
  againInSeconds: number;
  invitation: { id: string; text: string | null } | null;
}

export interface Answer {
  id: string;
  state: 'shown' | 'accepted' | 'declined';
}

export interface Word {
  visitor: string | null;
  identity?: Identity;
  seen?: string;
  address?: string;
  title?: string;
  cameFrom?: string;
  name?: string;
  language?: string;
  act?: string;
  values?: Readonly<Record<string, unknown>>;
  answer?: Answer;
  leaves?: boolean;
}

/** Where the visitor is: no query and no fragment, which may say more of a person than anybody asked. */
export const whereNow = () => ({ address: location.origin + location.pathname, title: document.title.slice(0, 200) });

/**
 * Tells the server, without cookies. As plain text, so that the browser asks for no permission first: that would be a request more. `refused` when this page may
 * not bear the widget, null when nobody answered.
 */
export async function tellVisit(address: string, word: Word): Promise<Visit | 'refused' | null> {
  try {
    const answer = await fetch(address, { method: 'POST', credentials: 'omit', body: JSON.stringify(word), keepalive: true });
    if (answer.ok) return (await answer.json()) as Visit;
    const problem = (await answer.json()) as { code?: string; detail?: string };
    if (problem.code === 'identity-refused')
      console.warn(`OmniFunctions: this identity is not proved (${problem.detail ?? ''}).`);
    return answer.status === 403 && problem.code === 'identity-refused'
      ? null
      : answer.status === 403 || answer.status === 404
        ? 'refused'
        : null;
  } catch {
    return null;
  }
}
