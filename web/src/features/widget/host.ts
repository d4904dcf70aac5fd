import { frameListens, type Hello, type ToFrame, type ToPage } from './wire';

/** A loader answers at once; a page that framed us without one never does. */
const patienceMs = 1_500;

/** The page that holds this one, and what it knew when we opened. */
export interface Host {
  hello: Hello;
  /** The origin of that page, as the browser says it. */
  origin: string;
  tell(word: ToPage): void;
  onWord(listener: (word: ToFrame) => void): void;
}

/** Null for a page of its own. The first word goes to whoever holds us, and says nothing; whoever answers is known by the browser, not by what they say. */
export function findHost(): Promise<Host | null> {
  if (window.parent === window) return Promise.resolve(null);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(null), patienceMs);
    function done(host: Host | null) {
      clearTimeout(timer);
      removeEventListener('message', onMessage);
      resolve(host);
    }
    function onMessage(event: MessageEvent<Partial<Hello> | null>) {
      const port = event.ports[0];
      if (event.source !== window.parent || event.data?.omni !== 'hello' || !port) return;
      done({
        hello: event.data as Hello,
        origin: event.origin,
        tell: (word) => port.postMessage(word),
        onWord: (listener) => (port.onmessage = (told: MessageEvent<ToFrame>) => listener(told.data)),
      });
    }
    addEventListener('message', onMessage);
    window.parent.postMessage(frameListens, '*');
  });
}

/** Who frames us, where no loader does: the browser's own word where it has one. */
export const framedBy = (): string | null => {
  if (window.parent === window) return null;
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest) return nearest;
  return document.referrer ? new URL(document.referrer).origin : null;
};
