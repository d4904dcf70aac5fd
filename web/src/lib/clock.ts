/** A machine's clock may be off by minutes; due times are the server's. A difference this small is the header's own rounding. */
const negligibleSkewMs = 2_000;

let skewMs = 0;

/** Learns how far this machine's clock is from the server's, from an HTTP `Date` header (whole seconds). */
export function noticeServerTime(dateHeader: string | null): void {
  const serverMs = Date.parse(dateHeader ?? '');
  if (Number.isNaN(serverMs)) return;
  const measuredMs = serverMs + 500 - Date.now();
  skewMs = Math.abs(measuredMs) < negligibleSkewMs ? 0 : measuredMs;
}

/** The server's time as far as known, in milliseconds since 1970. */
export const serverNow = (): number => Date.now() + skewMs;
