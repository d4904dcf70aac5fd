import type { Problem } from '@/lib/http';
import { newMessageId } from '@/lib/ids';
import { keepLive, type LiveState } from '@/lib/live/connection';
import { keepLooking } from '@/lib/live/look-again';
import { readStored, writeStored } from '@/lib/storage';
import { createStore, type Store } from '@/lib/store';
import type { Opening, Place, WidgetClient } from './client';
import { framedBy, type Host } from './host';
import {
  emptyWidget,
  marked,
  mostOutgoing,
  nextToSend,
  pageTaken,
  retried,
  unreachable,
  unreadOf,
  written,
  type OutgoingMessage,
  type WidgetState,
} from './state';
import { inLanguage, type Look } from './wire';

const pollEveryMs = 5_000;

/** Even a live chat looks now and then: nothing else would tell of a push that was lost. */
const lookAgainEveryMs = 20_000;

/** That somebody writes is told this often at most, and believed for a little longer. */
const typingEveryMs = 3_000;
const typingLastsMs = 5_000;

/** Who has sent by then is not told of as writing: the words say it themselves, and come without a request before them. */
const typingAfterMs = 400;

/** What was sent is on screen already, and takes this long to its place in the record: a look at once would mostly find nothing. */
const lookAfterSendingMs = 250;

interface Kept {
  token: string | null;
  outbox: readonly OutgoingMessage[];
  /** The cursor of the last message that was on the visitor's screen. */
  seen?: string | null;
}

export interface Chat {
  store: Store<WidgetState>;
  look: Look;
  isOpen: boolean;
  opensAt: string | null;
  /** In a frame: the page is asked to put it away. */
  close: (() => void) | null;
  say(text: string, more?: OutgoingMessage['with']): void;
  /** Brings a file and sends it; answers why not. */
  sendFile(file: File): Promise<Problem | null>;
  typing(text: string): void;
  dropAbout(): void;
  retry(): void;
  /** What the visitor does besides writing; answers why it was not done. */
  act(action: string, body?: Readonly<Record<string, unknown>>): Promise<Problem | null>;
}

/**
 * Opens the visitor's chat and keeps it going: pushes only say "look", the cursor fetches, and while no push can come the same look
 * runs every five seconds. Answers why not when no session could be had.
 *
 * In a frame the token is the holding page's to keep: a browser may give a frame from elsewhere no storage, or one that is gone tomorrow.
 */
export async function openChat(place: Place, client: WidgetClient, host: Host | null): Promise<Chat | Problem> {
  const key = `omni.widget.${place.tenant}.${place.account}`;
  const kept = readStored<Kept>(key, { token: null, outbox: [] });
  const opened = await openSession(client, host, host ? host.hello.token : kept.token);
  if (!opened.ok) return opened.problem;
  const session = opened.value;
  let { token } = session.visitor;
  let seen = kept.token === token || !host ? (kept.seen ?? null) : null;
  let live: LiveState = 'connecting';
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let sending = false;
  let isShown = !host;
  let readUpTo = '';
  let typedAtMs = 0;
  let typed = '';
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let tellTyping: ReturnType<typeof setTimeout> | undefined;
  let lookAfterSending: ReturnType<typeof setTimeout> | undefined;

  const language = () => document.documentElement.lang;
  const own = inLanguage(session.look.greeting, host?.hello.language ?? language());
  const store = createStore<WidgetState>({
    ...emptyWidget,
    about: host?.hello.about ?? null,
    greeting: host?.hello.greeting ?? own,
    // What another visitor on this page did not get away is not this one's to send.
    outbox: kept.outbox.filter(() => isSame(kept.token, token)).map((message) => ({ ...message, state: 'sending' })),
  });
  const keep = () => writeStored(key, { token, seen, outbox: store.get().outbox } satisfies Kept);
  keep();
  host?.tell({ type: 'token', token });
  let lastOutbox = store.get().outbox;
  let lastMessages = store.get().messages;
  store.subscribe(() => {
    const { outbox, messages } = store.get();
    if (outbox !== lastOutbox) keep();
    if (messages !== lastMessages) notice();
    lastOutbox = outbox;
    lastMessages = messages;
  });

  /** Shown is seen; what is not shown is counted on the page. */
  function notice(): void {
    const { messages } = store.get();
    if (isShown && !document.hidden) return see();
    const unread = unreadOf(messages, seen);
    const last = unread.at(-1);
    host?.tell({ type: 'unread', count: unread.length, text: last ? last.text || last.file?.name || null : null });
  }

  function see(): void {
    const { messages } = store.get();
    const last = messages.at(-1);
    if (!last) return;
    if (last.cursor !== seen) {
      seen = last.cursor;
      keep();
      host?.tell({ type: 'seen', cursor: last.cursor });
      host?.tell({ type: 'unread', count: 0, text: null });
    }
    const answer = messages.findLast((message) => message.from === 'agent' && !message.recalled);
    if (!answer || answer.at <= readUpTo) return;
    readUpTo = answer.at;
    void client.read(token, newMessageId(), answer.at);
  }

  /** A token lives for a time; a page left open longer gets a new one rather than an error. */
  async function renew(): Promise<void> {
    const again = await openSession(client, host, null);
    if (!again.ok) return;
    ({ token } = again.value.visitor);
    keep();
    host?.tell({ type: 'token', token });
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
      const answer = await client.send(token, { id, ...(text && { text }), sentAt, language: language(), ...next.with });
      if (!answer.ok && answer.problem.status === 401) await renew();
      store.update((state) => marked(state, id, answer.ok ? 'accepted' : 'failed'));
    }
    sending = false;
    clearTimeout(lookAfterSending);
    lookAfterSending = setTimeout(look, lookAfterSendingMs);
  }

  function retry(): void {
    store.update(retried);
    void sendAll();
  }

  function say(text: string, more: OutgoingMessage['with'] = {}): void {
    if (store.get().outbox.length >= mostOutgoing) return;
    const { about } = store.get();
    const who = host?.hello.identity;
    const name = who?.name ?? (who && !who.signature ? who.id : undefined);
    const message: OutgoingMessage = {
      id: newMessageId(),
      text,
      sentAt: new Date().toISOString(),
      state: 'sending',
      with: { ...(name && { name }), ...(about && { about }), ...more },
    };
    typedAtMs = 0;
    clearTimeout(tellTyping);
    tellTyping = undefined;
    store.update((state) => ({ ...written(state, message), about: null }));
    void sendAll();
  }

  function isTyping({ name }: { name: string }): void {
    clearTimeout(typingTimer);
    store.update((state) => ({ ...state, typing: name }));
    typingTimer = setTimeout(() => store.update((state) => ({ ...state, typing: null })), typingLastsMs);
  }

  keepLive({
    negotiate: () => client.negotiate(token),
    methods: { messages: look, typing: isTyping },
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
  document.addEventListener('visibilitychange', notice);
  host?.onWord((word) => {
    switch (word.type) {
      case 'shown':
        isShown = true;
        return notice();
      case 'hidden':
        isShown = false;
        return;
      case 'about':
        return store.update((state) => ({ ...state, about: word.about }));
      case 'greet':
        return store.update((state) => ({ ...state, greeting: word.text }));
    }
  });
  host?.tell({ type: 'ready' });
  look();
  void sendAll();

  return {
    store,
    look: session.look,
    isOpen: session.isOpen,
    opensAt: session.opensAt,
    close: host && (() => host.tell({ type: 'close' })),
    retry,
    say,
    async sendFile(file) {
      if (file.size > session.look.maxFileMegabytes * 1024 * 1024) return { code: 'too-large', status: 413 };
      const answer = await client.bring(token, file);
      if (!answer.ok) return answer.problem;
      say('', { file: answer.value });
      return null;
    },
    typing(text) {
      typed = text;
      if (store.get().phase.phase === 'none' || Date.now() - typedAtMs < typingEveryMs) return;
      tellTyping ??= setTimeout(() => {
        tellTyping = undefined;
        typedAtMs = Date.now();
        void client.act(token, 'typing', session.look.preview ? { text: typed } : {});
      }, typingAfterMs);
    },
    dropAbout: () => store.update((state) => ({ ...state, about: null })),
    async act(action, body) {
      const answer = await client.act(token, action, body);
      look();
      return answer.ok ? null : answer.problem;
    },
  };
}

/** Two tokens of one visitor: what comes before the dot says who and until when, and a renewed one says another time. */
function isSame(before: string | null, now: string): boolean {
  return before !== null && visitorOf(before) === visitorOf(now);
}

function visitorOf(token: string): string | undefined {
  try {
    return (JSON.parse(atob((token.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as { v?: string }).v;
  } catch {
    return undefined;
  }
}

/** An identity that is not proved makes nobody of the visitor but a guest; whoever builds the page is told in the console. */
async function openSession(client: WidgetClient, host: Host | null, token: string | null) {
  const identity = host?.hello.identity;
  const embedder = host?.origin ?? framedBy();
  const opening: Opening = {
    ...(token && { visitor: token }),
    ...(embedder && { embedder }),
    language: document.documentElement.lang,
  };
  if (!identity?.signature) return client.open(opening);
  const { id, expiresAt, signature } = identity;
  const answer = await client.open({ ...opening, identity: { id, signature, ...(expiresAt && { expiresAt }) } });
  if (answer.ok || answer.problem.code !== 'identity-refused') return answer;
  console.warn('OmniFunctions: this identity is not proved; the visitor is a guest.');
  return client.open(opening);
}

/** For a page that could not be opened. */
export const isProblem = (opened: Chat | Problem): opened is Problem => 'code' in opened;
