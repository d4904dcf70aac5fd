import type { Said } from './client';
import type { MessagesPage, WidgetMessage, WidgetPhase } from './contract';
import type { About } from './wire';

/** A message of the visitor's that the server's list does not show yet. `accepted` ones are only waited for. */
export interface OutgoingMessage {
  id: string;
  text: string;
  /** ISO 8601, when Enter was pressed. */
  sentAt: string;
  state: 'sending' | 'accepted' | 'failed';
  /** What it carries besides its text. */
  with?: Pick<Said, 'name' | 'about' | 'form' | 'choice' | 'file'>;
}

export interface WidgetState {
  messages: readonly WidgetMessage[];
  outbox: readonly OutgoingMessage[];
  cursor: string;
  phase: WidgetPhase;
  /** False while neither the live connection nor polling reaches the server. */
  reachable: boolean;
  /** What the visitor is looking at; it goes with their next words. */
  about: About | null;
  /** Said before the visitor wrote. */
  greeting: string | null;
  /** The agent who is writing just now. */
  typing: string | null;
}

export const emptyWidget: WidgetState = {
  messages: [],
  outbox: [],
  cursor: '',
  phase: { phase: 'none', agentName: null },
  reachable: true,
  about: null,
  greeting: null,
  typing: null,
};

/** More unsent messages than this are not kept: the visitor is told at once instead. */
export const mostOutgoing = 50;

/** Takes a page that may repeat what is shown, and lets go of what the visitor sent and the server now shows. */
export function pageTaken(state: WidgetState, page: MessagesPage): WidgetState {
  const shown = new Set(state.messages.map((message) => message.cursor));
  const recalled = new Set(page.items.filter((message) => message.recalled).map((message) => message.id));
  const held = new Set(state.messages.map((message) => message.id));
  // That one was taken back comes later than the message itself, under its id.
  const fresh = page.items.filter((message) => !shown.has(message.cursor) && !(message.recalled && held.has(message.id)));
  const kept = state.messages.some((message) => recalled.has(message.id) && !message.recalled)
    ? state.messages.map((message) => (recalled.has(message.id) ? { ...message, recalled: true } : message))
    : state.messages;
  const listed = new Set(page.items.map((message) => message.id));
  const outbox = state.outbox.filter((message) => !listed.has(message.id));
  return {
    ...state,
    messages: fresh.length === 0 ? kept : [...kept, ...fresh],
    outbox: outbox.length === state.outbox.length ? state.outbox : outbox,
    cursor: page.cursor || state.cursor,
    phase: page.state,
    reachable: true,
    // Whoever was writing has written.
    typing: fresh.some((message) => message.from === 'agent') ? null : state.typing,
  };
}

export const unreachable = (state: WidgetState): WidgetState => (state.reachable ? { ...state, reachable: false } : state);

export const written = (state: WidgetState, message: OutgoingMessage): WidgetState => ({
  ...state,
  outbox: [...state.outbox, message],
});

export const marked = (state: WidgetState, id: string, mark: OutgoingMessage['state']): WidgetState => ({
  ...state,
  outbox: state.outbox.map((message) => (message.id === id ? { ...message, state: mark } : message)),
});

/** The oldest message still to be sent: one after another, so that they arrive in the order written. */
export const nextToSend = (state: WidgetState): OutgoingMessage | undefined =>
  state.outbox.find((message) => message.state === 'sending');

/** All that failed, or was under way when the page was left, goes again under its old id. */
export const retried = (state: WidgetState): WidgetState =>
  state.outbox.some((message) => message.state === 'failed')
    ? {
        ...state,
        outbox: state.outbox.map((message) => (message.state === 'failed' ? { ...message, state: 'sending' } : message)),
      }
    : state;

/** Ours that are not shown to the visitor yet: those after the last one seen. */
export function unreadOf(messages: readonly WidgetMessage[], seen: string | null): WidgetMessage[] {
  const from = seen === null ? 0 : messages.findIndex((message) => message.cursor === seen) + 1;
  return messages.slice(from).filter((message) => message.from !== 'customer' && !message.recalled);
}
