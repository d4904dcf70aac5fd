import type { ILogger } from '@microsoft/signalr';

const silenceMs = 1_200;
const probeTimeoutMs = 700;
const lookEveryMs = 300;

/** How the SignalR client's trace names a frame that came. Should another version word it otherwise, there are only more probes. */
const frameCame = 'data received';

/**
 * Notices a dead line within two seconds. A half-open TCP connection closes only after the hub protocol's 30 s timeout, so when no
 * frame came for a while one small request asks whether the server still answers; a server that pings each second is never asked.
 * The client's logger is the one public place where its frames, pings among them, can be seen. A hidden page is not watched:
 * browsers slow its timers, and nobody looks.
 */
export class LineWatch implements ILogger {
  #lastSignMs = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  #probing = false;

  log(_level: unknown, message: string): void {
    if (message.includes(frameCame)) this.#lastSignMs = performance.now();
  }

  start(onDead: () => void): void {
    this.#lastSignMs = performance.now();
    this.#timer = setInterval(() => void this.#look(onDead), lookEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(onDead: () => void): Promise<void> {
    if (this.#probing || document.hidden || performance.now() - this.#lastSignMs < silenceMs) return;
    this.#probing = true;
    const askedMs = performance.now();
    const alive = await answers();
    this.#probing = false;
    if (alive) this.#lastSignMs = performance.now();
    else if (this.#lastSignMs < askedMs) onDead();
  }
}

/** Any answer, an error status too, shows that the line and the server live. */
async function answers(): Promise<boolean> {
  try {
    await fetch('/health/live', { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(probeTimeoutMs) });
    return true;
  } catch {
    return false;
  }
}
