/** An address a customer sent, if it is one a browser opens as a page: never `javascript:` or the like. Null otherwise. */
export function safeLink(address: string | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
