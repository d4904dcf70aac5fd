import type { Named } from '../contract';
import type { ViewersPush } from '../contract-work';
import { createStore } from '../store';
import { api } from './api';
import { desk } from './desk';

/** Passing by a conversation on the way to another is not looking at it. */
const settleMs = 400;

/** The server believes a page for two and a half of these. */
const tellAgainMs = 60_000;

/** That somebody types is told this often at most, and believed for a little longer. */
const typingEveryMs = 3_000;
const typingLastsMs = 5_000;

/** The others who have the conversation on screen on theirs, and which of them are typing. */
export interface Viewers {
  conversationId: string | null;
  others: readonly Named[];
  typing: readonly string[];
}

const nobody: Viewers = { conversationId: null, others: [], typing: [] };
export const viewers = createStore<Viewers>(nobody);

const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
/** The server may hear of a new connection a moment after the page does. */
const tryAgainMs = 1_500;
const mostTries = 3;

let connection: string | null = null;
let told: string | null = null;
let settling: ReturnType<typeof setTimeout> | undefined;
let typedAtMs = 0;
let isTelling = false;
let tellsAgain = false;
let heard = 0;

function shown(): string | null {
  const { page, selectedId, session } = desk.get();
  return session && page === 'conversations' && !document.hidden ? selectedId : null;
}

function clear(): void {
  typingTimers.forEach((timer) => clearTimeout(timer));
  typingTimers.clear();
  viewers.update((now) => (now === nobody ? now : nobody));
}

/** The live connection is another one, or none: what was told went with the old one. */
export function viewingOver(next: string | null): void {
  connection = next;
  told = null;
  clear();
  if (next) void tell();
}

/** One after the other: of two that overtake each other the server would believe the wrong one. */
async function tell(attempt = 1): Promise<void> {
  if (isTelling) {
    tellsAgain = true;
    return;
  }
  isTelling = true;
  await tellNow(attempt);
  isTelling = false;
  if (!tellsAgain) return;
  tellsAgain = false;
  void tell();
}

async function tellNow(attempt: number): Promise<void> {
  const id = shown();
  const over = told !== id ? told : null;
  told = connection ? id : null;
  if (!connection) return;
  if (!id) {
    if (over) await api.view(over, { connection, isOver: true });
    return;
  }
  // That another one is no longer shown follows from this one being so.
  const heardBefore = heard;
  const answer = await api.view(id, { connection });
  if (shown() !== id) return;
  // A push that overtook the answer is newer.
  if (answer.ok && heard !== heardBefore) return;
  if (answer.ok) viewers.update((now) => ({ conversationId: id, others: answer.value.items, typing: typingOf(now, id) }));
  else {
    clear();
    if (attempt < mostTries) settling = setTimeout(() => void tell(attempt + 1), tryAgainMs);
  }
}

const typingOf = (now: Viewers, id: string): readonly string[] => (now.conversationId === id ? now.typing : []);

export function heardViewers({ conversationId, agents, typing }: ViewersPush): void {
  const meId = desk.get().session?.agent.id;
  if (conversationId !== shown()) return;
  heard++;
  const others = agents.filter((agent) => agent.id !== meId);
  viewers.update((now) => ({
    conversationId,
    others,
    typing: typingOf(now, conversationId).filter((id) => others.some((agent) => agent.id === id)),
  }));
  if (typing && typing.id !== meId) types(typing.id);
}

function types(id: string): void {
  clearTimeout(typingTimers.get(id));
  viewers.update((now) => (now.typing.includes(id) ? now : { ...now, typing: [...now.typing, id] }));
  typingTimers.set(
    id,
    setTimeout(() => {
      typingTimers.delete(id);
      viewers.update((now) => ({ ...now, typing: now.typing.filter((one) => one !== id) }));
    }, typingLastsMs),
  );
}

/** Something was typed in the field of a conversation: told where somebody is there to see it. */
export function iTypeAmong(id: string): void {
  const now = viewers.get();
  if (!connection || now.conversationId !== id || now.others.length === 0 || Date.now() - typedAtMs < typingEveryMs) return;
  typedAtMs = Date.now();
  void api.view(id, { connection, isTyping: true });
}

/** Tells what is on this page's screen for as long as somebody looks at it; answers how to stop. */
export function startViewing(): () => void {
  const settle = () => {
    if (shown() === told) return;
    if (viewers.get().conversationId !== shown()) clear();
    clearTimeout(settling);
    settling = setTimeout(() => void tell(), settleMs);
  };
  const unsubscribe = desk.subscribe(settle);
  const again = setInterval(() => void tell(), tellAgainMs);
  document.addEventListener('visibilitychange', settle);
  return () => {
    unsubscribe();
    clearInterval(again);
    clearTimeout(settling);
    document.removeEventListener('visibilitychange', settle);
    viewingOver(null);
  };
}
