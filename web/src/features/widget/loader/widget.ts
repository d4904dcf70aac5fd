import { inLanguage, type About, type Identity, type ToPage } from '../wire';
import { drawBubble } from './bubble';
import { openFrame, type Frame } from './frame';
import { keep } from './kept';
import { tellVisit, whereNow, type Answer, type Visit, type Word } from './visit';
import { wordsOf } from './words';

const usualSeconds = 20;
/** Who has said no to an invitation is not asked again for a day. */
const restAfterNoMs = 24 * 3_600_000;

type Listener = (value: unknown) => void;
type Event = 'unread' | 'open' | 'close';

/** The widget on one page: draws the bubble at once, tells the server that the page is there, and opens the application when it is wanted. */
export function startWidget(origin: string, data: DOMStringMap) {
  const account = data['account'] ?? '';
  const language = data['language'] ?? (document.documentElement.lang || navigator.language);
  const words = wordsOf(language);
  const kept = keep(account);
  const [tenant = '', name = ''] = account.split('/').map(encodeURIComponent);
  const visitAddress = `${origin}/api/widget/${tenant}/${name}/visit`;
  const listeners = new Map<Event, Listener[]>();
  let frame: Frame | null = null;
  let identity: Identity | null = null;
  let about: About | null = null;
  let invitation: Answer | null = null;
  let greeting: string | null = data['greeting'] ?? null;
  let unread = 0;
  let isShown = false;
  let isGone = false;
  let hasBegun = false;
  let beat = 0;
  let ruleTimer = 0;
  let lastAddress = '';
  let telling: Promise<void> = Promise.resolve();

  const bubble = drawBubble(words, {
    toggle: () => (isShown ? close() : open()),
    near: load,
    accept: () => answer('accepted'),
    decline: () => answer('declined'),
  });
  const paint = () => bubble.paint(data['color'] ?? kept.get().look?.color, data['corner'] ?? kept.get().look?.corner);
  const emit = (event: Event, value?: unknown) => listeners.get(event)?.forEach((listener) => listener(value));
  const proof = () => (identity?.signature ? { identity } : {});
  const nameNow = () => (identity ? { name: identity.name ?? identity.id } : {});

  function count(next: number, text: string | null) {
    if (next > unread && !isShown && text) bubble.say(text);
    if (next !== unread) emit('unread', next);
    unread = next;
    bubble.count(next);
  }

  /** The application is fetched here and not before: on the first opening, on the way to it, or because there is something to listen for. */
  function load() {
    if (frame || isGone) return;
    const address = new URL(`/widget/?tenant=${tenant}&account=${name}`, origin);
    frame = openFrame(
      address,
      words.frame,
      () => ({
        omni: 'hello',
        token: kept.get().token ?? null,
        identity,
        about,
        language: data['language'] ?? null,
        color: data['color'] ?? kept.get().look?.color ?? null,
        greeting,
      }),
      heard,
    );
    bubble.panel.append(frame.frame);
  }

  function heard(word: ToPage) {
    switch (word.type) {
      case 'ready':
        // A frame that was given the focus while it was loaded may have lost it to the page it was before.
        if (isShown) {
          frame?.tell({ type: 'shown' });
          frame?.focus();
        }
        return;
      case 'token':
        return takeToken(word.token);
      case 'seen':
        return kept.set({ seen: word.cursor });
      case 'unread':
        return count(word.count, word.text);
      case 'close':
        close();
        return bubble.focus();
    }
  }

  /** The frame may have asked first, and be somebody else than who this page told of: then the page tells again, as that visitor. */
  function takeToken(token: string) {
    if (token === kept.get().token) return;
    kept.set({ token });
    if (hasBegun) void tell();
  }

  function open() {
    if (isGone || isShown) return;
    isShown = true;
    load();
    bubble.show(true);
    kept.setFlag('open', true);
    if (invitation) answer('accepted');
    count(0, null);
    frame?.tell({ type: 'shown' });
    frame?.focus();
    emit('open');
  }

  function close() {
    if (!isShown) return;
    isShown = false;
    bubble.show(false);
    kept.setFlag('open', false);
    frame?.tell({ type: 'hidden' });
    emit('close');
  }

  function invite(id: string, text: string) {
    if (isShown || invitation?.id === id) return;
    invitation = { id, state: 'shown' };
    greeting = text;
    frame?.tell({ type: 'greet', text });
    bubble.say(text);
    void tell({ answer: invitation });
  }

  function answer(state: 'accepted' | 'declined') {
    const asked = invitation;
    invitation = null;
    bubble.say(null);
    if (state === 'declined' && asked) kept.set({ declinedAt: Date.now() });
    if (asked) void tell({ answer: { ...asked, state } });
    if (state === 'accepted') open();
  }

  /** By the account's rule: so long on a page of the right kind, once a tab, and never who has said no or talks already. */
  function armRule({ look, hasConversation }: Visit) {
    clearTimeout(ruleTimer);
    const rule = look.invite;
    if (!rule || hasConversation || kept.flag('invited') || Date.now() - (kept.get().declinedAt ?? 0) < restAfterNoMs) return;
    if (rule.paths.length > 0 && !rule.paths.some((path) => location.pathname.startsWith(path))) return;
    ruleTimer = window.setTimeout(() => {
      if (isShown) return;
      kept.setFlag('invited', true);
      invite('rule', inLanguage(rule.text, language) ?? words.invite);
    }, rule.afterSeconds * 1_000);
  }

  /** One word after another: a page's acts are told in their order, and the second knows the token that the first was given. */
  function tell(more: Partial<Word> = {}) {
    telling = telling.then(async () => {
      if (isGone) return;
      clearTimeout(beat);
      const where = whereNow();
      const isElsewhere = where.address !== lastAddress;
      lastAddress = where.address;
      const { token = null, seen } = kept.get();
      const visit = await tellVisit(visitAddress, {
        visitor: token,
        ...(seen && { seen }),
        ...where,
        language,
        ...nameNow(),
        ...more,
      });
      if (visit === 'refused') return leave();
      // Whoever the frame has named in between goes before the one whom this answer names.
      if (visit) take(token === (kept.get().token ?? null) ? visit : { ...visit, visitor: null }, isElsewhere);
      beat = window.setTimeout(() => document.hidden || tell(), (visit?.againInSeconds ?? usualSeconds) * 1_000);
    });
    return telling;
  }

  function take(visit: Visit, isElsewhere: boolean) {
    kept.set({ look: visit.look, ...(visit.visitor && { token: visit.visitor.token }) });
    paint();
    if (!isShown && !frame) count(visit.unread, visit.unread > 0 ? words.message : null);
    if (visit.unread > 0 || visit.hasConversation) load();
    if (visit.invitation) invite(visit.invitation.id, visit.invitation.text ?? words.invite);
    if (isElsewhere) armRule(visit);
  }

  /** This page may not bear the widget, or there is no such account. */
  function leave() {
    isGone = true;
    clearTimeout(ruleTimer);
    frame?.remove();
    bubble.remove();
  }

  paint();
  bubble.attach();
  addEventListener('pagehide', () => {
    const { token } = kept.get();
    if (token) navigator.sendBeacon(visitAddress, JSON.stringify({ visitor: token, leaves: true } satisfies Word));
  });
  document.addEventListener('visibilitychange', () => document.hidden || tell());
  // Pages that change without being loaded anew: browsers that tell of it are heard at once, on others the next beat finds it.
  const { navigation } = window as { navigation?: EventTarget };
  for (const [target, event] of [
    [navigation, 'currententrychange'],
    [window, 'popstate'],
  ] as const)
    target?.addEventListener(event, () => void (whereNow().address !== lastAddress && tell()));
  if (kept.flag('open')) open();

  return {
    begin() {
      hasBegun = true;
      return tell({ ...(document.referrer && { cameFrom: document.referrer }), ...proof() });
    },
    open,
    close,
    /** Who the visitor is. Another one than before begins anew, with nothing of the former. */
    identify(who: Identity) {
      const isOther = identity !== null && identity.id !== who.id;
      identity = who;
      if (isOther) forget();
      else if (frame) reload();
      if (hasBegun) void tell(proof());
    },
    logout() {
      identity = null;
      close();
      forget();
    },
    track: (act: string, values: Readonly<Record<string, unknown>> = {}) => void tell({ act, values }),
    about(next: About | null) {
      about = next;
      frame?.tell({ type: 'about', about });
    },
    on(event: Event, listener: Listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      if (event === 'unread') listener(unread);
    },
  };

  /** The frame asks anew who the visitor is. */
  function reload() {
    frame?.remove();
    frame = null;
    if (isShown) load();
  }

  function forget() {
    kept.clear();
    count(0, null);
    reload();
  }
}
