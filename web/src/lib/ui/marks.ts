const hues = 8;

/** One of eight steady colours for a shop account, so that agents who serve several do not answer as the wrong one. */
export function accountHue(account: string): string {
  let hash = 0;
  for (const letter of account) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  return `hue-${hash % hues}`;
}

const shortIdLength = 6;

/** A person without a name is called by the end of their id. */
export const personName = (person: { id: string; name: string | null }): string =>
  person.name ?? `#${person.id.slice(-shortIdLength)}`;
