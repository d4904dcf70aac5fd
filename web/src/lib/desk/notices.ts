import type { PresenceRequest } from '../contract-work';
import type { Seat } from './actions';

/** Something an agent should know of that is not on screen: pushed, and gone when it was read. */
export interface DeskNotice {
  /** Pushed twice, it is one notice. */
  id: string;
  kind: string;
  conversationId: string | null;
  at: string;
  /** What is said of it, where there is something. */
  detail?: string | null;
}

/** Read ones are kept with those to be read, so that one pushed again stays read. */
export interface Notices {
  shown: readonly DeskNotice[];
  heardIds: readonly string[];
}

export const noNotices: Notices = { shown: [], heardIds: [] };

/** More than this are not piled up; the oldest go. */
const mostShown = 5;
const mostRemembered = 200;

/** The same about the same conversation is told once, at its latest time. */
export function noticed(notices: Notices, notice: DeskNotice): Notices {
  if (notices.heardIds.includes(notice.id)) return notices;
  const others = notices.shown.filter((one) => one.kind !== notice.kind || one.conversationId !== notice.conversationId);
  return {
    shown: [...others, notice].slice(-mostShown),
    heardIds: [...notices.heardIds, notice.id].slice(-mostRemembered),
  };
}

export const dismissed = (notices: Notices, notice: DeskNotice): Notices => ({
  ...notices,
  shown: notices.shown.filter((one) => one !== notice),
});

/** Whoever opens the conversation has read what was said of it. */
export const readWith = (notices: Notices, conversationId: string | null): Notices =>
  notices.shown.some((one) => one.conversationId === conversationId && conversationId !== null)
    ? { ...notices, shown: notices.shown.filter((one) => one.conversationId !== conversationId) }
    : notices;

/** A supervisor is told that a presence was asked for, and whoever asked what came of it. */
export function noticeOf(request: PresenceRequest, seat: Seat): DeskNotice | null {
  const isMine = request.agent.id === seat.meId;
  const told = request.state === 'asked' ? seat.isSupervisor && !isMine : isMine;
  if (!told) return null;
  const kind = { asked: 'presenceAsked', approved: 'presenceApproved', refused: 'presenceRefused' }[request.state];
  return {
    id: `${request.id} ${request.state}`,
    kind,
    conversationId: null,
    at: request.at,
    detail: isMine ? null : request.agent.name,
  };
}
