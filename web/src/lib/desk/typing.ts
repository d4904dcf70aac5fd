import type { Summary } from '../contract';
import { createStore } from '../store';
import { api } from './api';
import { desk } from './desk';

/** That somebody writes is told this often at most, and believed for a little longer. */
const tellEveryMs = 3_000;
const lastsMs = 5_000;

/** The customers who are writing now, by conversation, with what stands in their field where they may be looked at. */
export const typing = createStore<ReadonlyMap<string, string | null>>(new Map());

const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function customerTypes({ conversationId, text }: { conversationId: string; text: string | null }): void {
  clearTimeout(timers.get(conversationId));
  typing.update((now) => new Map(now).set(conversationId, text));
  timers.set(
    conversationId,
    setTimeout(() => {
      timers.delete(conversationId);
      typing.update((now) => new Map([...now].filter(([id]) => id !== conversationId)));
    }, lastsMs),
  );
}

/** What was being written has come. */
export function customerSaid(conversationId: string): void {
  if (!typing.get().has(conversationId)) return;
  clearTimeout(timers.get(conversationId));
  timers.delete(conversationId);
  typing.update((now) => new Map([...now].filter(([id]) => id !== conversationId)));
}

let toldAtMs = 0;

/** Shows the customer that the agent is writing, where their channel can show it. */
export function iType({ id, channel }: Summary): void {
  if (!desk.get().session?.channels.find((known) => known.name === channel)?.hasTyping || Date.now() - toldAtMs < tellEveryMs)
    return;
  toldAtMs = Date.now();
  void api.typing(id);
}
