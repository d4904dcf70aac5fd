/** Something an agent should know of that is not on screen: pushed, and gone when it was read. */
export interface DeskNotice {
  kind: string;
  conversationId: string | null;
  at: string;
}

/** More than this are not piled up; the oldest go. */
const mostNotices = 5;

/** The same about the same conversation is told once, at its latest time. */
export function noticed(notices: readonly DeskNotice[], notice: DeskNotice): readonly DeskNotice[] {
  const others = notices.filter((one) => one.kind !== notice.kind || one.conversationId !== notice.conversationId);
  return [...others, notice].slice(-mostNotices);
}

export const dismissed = (notices: readonly DeskNotice[], notice: DeskNotice): readonly DeskNotice[] =>
  notices.filter((one) => one !== notice);

/** Whoever opens the conversation has read what was said of it. */
export const readWith = (notices: readonly DeskNotice[], conversationId: string | null): readonly DeskNotice[] =>
  notices.some((one) => one.conversationId === conversationId && conversationId !== null)
    ? notices.filter((one) => one.conversationId !== conversationId)
    : notices;
