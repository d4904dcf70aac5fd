import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { keepLive, type LiveState } from '@/lib/live/connection';
import { keepLooking } from '@/lib/live/look-again';
import { readStored, writeStored } from '@/lib/storage';
import { createStore, type Store } from '@/lib/store';
import type { Place, WidgetClient } from './client';
import {
  emptyWidget,
  marked,
  mostOutgoing,
  nextToSend,
  pageTaken,
  retried,
  unreachable,
  written,
  type OutgoingMessage,
  type WidgetState,
} from './state';

const pollEveryMs = 5_000;

/** Even a live chat looks now and then: nothing else would tell of a push that was lost. */
const lookAgainEveryMs = 20_000;

interface Kept {
  token: string | null;
  outbox: readonly OutgoingMessage[];
}

export interface Chat {
  store: Store<WidgetState>;
  say(text: string): void;
  retry(): void;
  /** What the visitor does besides writing; answers why it was not done. */
  act(action: string, body?: Readonly<Record<string, unknown>>): Promise<Problem | null>;
}

/**
 * Opens the visitor's chat and keeps it going: pushes only say "look", the cursor fetches, and while no push can come the same look
 * runs every five seconds. Answers null when no session could be had.
 */
export async function openChat(place: Place, client: WidgetClient): Promise<Chat | null> {
  const key = `omni.widget.${place.tenant}.${place.account}`;
  const kept = readStored<Kept>(key, { token: null, outbox: [] });
  const opened = await client.open(kept.token);
  if (!opened.ok) return null;
  let { token } = opened.value.visitor;
  let live: LiveState = 'connecting';
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let sending = false;

  const store = createStore<WidgetState>({
    ...emptyWidget,
    outbox: kept.outbox.map((message) => ({ ...message, state: 'sending' })),
  });
  const keep = () => writeStored(key, { token, outbox: store.get().outbox } satisfies Kept);
  keep();
  let lastOutbox = store.get().outbox;
  store.subscribe(() => {
    if (store.get().outbox === lastOutbox) return;
    lastOutbox = store.get().outbox;
    keep();
  });

  /** A token lives 90 days; a page left open longer gets a new visitor rather than an error. */
  async function renew(): Promise<void> {
    const again = await client.open(null);
    if (!again.ok) return;
    ({ token } = again.value.visitor);
    keep();
  }

  async function lookOnce(): Promise<void> {
    const answer = await client.messages(token, store.get().cursor);
    if (answer.ok) store.update((state) => pageTaken(state, answer.value));
    else if (answer.problem.status === 401) await renew();
    else store.update(unreachable);
  }

  function look(): void {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = lookOnce().finally(() => {
      looking = null;
      if (!lookAgain) return;
      lookAgain = false;
      look();
    });
  }

  async function sendAll(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let next = nextToSend(store.get()); next; next = nextToSend(store.get())) {
      const { id, text, sentAt } = next;
      const answer = await client.send(token, { id, text, sentAt, language: document.documentElement.lang });
      if (!answer.ok && answer.problem.status === 401) await renew();
      store.update((state) => marked(state, id, answer.ok ? 'accepted' : 'failed'));
    }
    sending = false;
    look();
  }

  function retry(): void {
    store.update(retried);
    void sendAll();
  }

  keepLive({
    negotiate: () => client.negotiate(token),
    methods: { messages: look },
    onState: (state) => (live = state),
    onConnected: () => {
      retry();
      look();
    },
  });
  keepLooking(pollEveryMs, () => {
    if (live !== 'connected') look();
  });
  keepLooking(lookAgainEveryMs, look);
  look();
  void sendAll();

  return {
    store,
    retry,
    async act(action, body) {
      const answer = await client.act(token, action, body);
      look();
      return answer.ok ? null : answer.problem;
    },
    say(text) {
      if (store.get().outbox.length >= mostOutgoing) return;
      const message: OutgoingMessage = { id: newMessageId(), text, sentAt: new Date().toISOString(), state: 'sending' };
      store.update((state) => written(state, message));
      void sendAll();
    },
  };
}
