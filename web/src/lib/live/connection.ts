import type { HubConnection } from '@microsoft/signalr';
import type { Negotiation } from '../contract';
import type { Result } from '../http';
import { backoffMs } from './backoff';
import { LineWatch } from './line-watch';

export type LiveState = 'connecting' | 'connected' | 'reconnecting' | 'offline';

export interface LiveOptions {
  negotiate(): Promise<Result<Negotiation>>;
  /** Server-to-client methods by name; each gets the message's one argument. */
  methods: Record<string, (message: never) => void>;
  onState(state: LiveState): void;
  /** Called after every connect: what was missed in between must be fetched. */
  onConnected(connectionId: string | null): void;
}

export interface Live {
  stop(): void;
}

/**
 * Keeps one SignalR connection for as long as the page lives. Each attempt negotiates anew, because an access token is
 * short-lived and the service may move; that is why the client's own automatic reconnect stays off.
 */
export function keepLive(options: LiveOptions): Live {
  let stopped = false;
  let attempt = 0;
  let connection: HubConnection | null = null;
  let wake: (() => void) | null = null;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const onOnline = () => {
    attempt = 0;
    wake?.();
  };
  const onOffline = () => {
    options.onState('offline');
    void connection?.stop();
  };
  addEventListener('online', onOnline);
  addEventListener('offline', onOffline);

  async function once(): Promise<void> {
    const answer = await options.negotiate();
    if (!answer.ok) return;
    const signalr = await import('@microsoft/signalr');
    if (stopped) return;
    const { url, accessToken } = answer.value;
    const watch = new LineWatch();
    const current = new signalr.HubConnectionBuilder()
      .withUrl(url, { accessTokenFactory: () => accessToken })
      .configureLogging(watch)
      .build();
    for (const [name, handle] of Object.entries(options.methods)) current.on(name, handle as (message: unknown) => void);
    const closed = new Promise<void>((resolve) => current.onclose(() => resolve()));
    connection = current;
    await current.start();
    attempt = 0;
    options.onState('connected');
    options.onConnected(current.connectionId);
    watch.start(() => void current.stop());
    await closed;
    watch.stop();
  }

  async function loop(): Promise<void> {
    options.onState(navigator.onLine ? 'connecting' : 'offline');
    while (!stopped) {
      // A failed attempt and a lost connection are the same here: wait, then try again.
      await once().catch(() => undefined);
      connection = null;
      if (stopped) return;
      options.onState(navigator.onLine ? 'reconnecting' : 'offline');
      await pause(backoffMs(attempt++, Math.random));
    }
  }

  void loop();
  return {
    stop() {
      stopped = true;
      removeEventListener('online', onOnline);
      removeEventListener('offline', onOffline);
      wake?.();
      void connection?.stop();
    },
  };
}
