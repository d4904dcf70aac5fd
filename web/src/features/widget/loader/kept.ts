import type { Look } from '../wire';

/** What the page's own storage keeps of the visitor: the page's, because a browser may deny a frame from elsewhere any storage at all. */
export interface Kept {
  token?: string | null;
  /** The cursor of the last message seen. */
  seen?: string;
  look?: Look;
  /** When an invitation was turned down, in milliseconds since 1970. */
  declinedAt?: number;
}

/** Storage that never throws: where it is full or forbidden, the visitor is a new one on the next page, and the page works. */
function read(store: () => Storage, key: string): string | null {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
}

function write(store: () => Storage, key: string, text: string | null): void {
  try {
    if (text === null) store().removeItem(key);
    else store().setItem(key, text);
  } catch {
    // Quota or private mode.
  }
}

export function keep(account: string) {
  const key = `omnifunctions:${account}`;
  let held: Kept = {};
  try {
    held = JSON.parse(read(() => localStorage, key) ?? '{}') as Kept;
  } catch {
    // Somebody else's text under our key: as if there were none.
  }
  return {
    get: () => held,
    set(change: Kept) {
      held = { ...held, ...change };
      write(() => localStorage, key, JSON.stringify(held));
    },
    clear() {
      held = held.look ? { look: held.look } : {};
      write(() => localStorage, key, JSON.stringify(held));
    },
    /** True while this tab lives, as that the panel is open. */
    flag: (name: string) => read(() => sessionStorage, `${key}:${name}`) === '1',
    setFlag: (name: string, on: boolean) => write(() => sessionStorage, `${key}:${name}`, on ? '1' : null),
  };
}

export type Keeper = ReturnType<typeof keep>;
