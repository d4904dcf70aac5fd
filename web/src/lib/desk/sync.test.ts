import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { summaryHeard } from './conversations';
import { desk } from './desk';
import { emptyDesk, faulted, reached, selected, signedIn } from './state';
import { fillGap, loadEarlier, reload } from './sync';
import { run, session, summary } from './testing';

/** The server as these specs need it: one conversation of three events, and a switch. */
let up = true;
const answers = async (address: string): Promise<Response> => {
  if (!up) throw new TypeError('Failed to fetch');
  const { pathname, searchParams } = new URL(address, 'http://desk');
  if (pathname.endsWith('/events')) {
    const items = run(1, 3).filter((entry) => entry.seq < Number(searchParams.get('before') ?? 99));
    return Response.json({ items: searchParams.has('after') ? [] : items, version: 3, hasMore: false });
  }
  if (pathname === '/api/conversations/c1') return Response.json(summary({ version: 3 }));
  if (pathname === '/api/conversations') return Response.json({ items: [summary({ version: 3 })], cursor: null });
  return pathname === '/api/agents' ? Response.json({ agents: [] }) : Response.json({});
};

const held = () =>
  desk
    .get()
    .threads.get('c1')
    ?.entries.map((entry) => entry.seq);

beforeEach(() => {
  up = true;
  vi.stubGlobal('fetch', answers);
  desk.update(() => selected(signedIn(emptyDesk, session), 'c1'));
});
afterEach(() => vi.unstubAllGlobals());

describe('the conversation on screen', () => {
  test('whose first page was lost is loaded when the server is back', async () => {
    desk.update((state) => summaryHeard(state, summary({ version: 3 })));
    up = false;
    await loadEarlier('c1');
    expect(held()).toBeUndefined();
    expect(desk.get().threadsFailed.has('c1')).toBe(true);
    up = true;
    await reload();
    expect(held()).toEqual([1, 2, 3]);
    expect(desk.get().threadsFailed.has('c1')).toBe(false);
  });

  test('is loaded although an answer that will not come is still waited for', async () => {
    desk.update((state) => summaryHeard(state, summary({ version: 3 })));
    let giveUp: () => void = () => undefined;
    vi.stubGlobal('fetch', () => new Promise((_, reject) => (giveUp = () => reject(new TypeError('Failed to fetch')))));
    const lost = loadEarlier('c1');
    vi.stubGlobal('fetch', answers);
    const back = reload();
    giveUp();
    await Promise.all([lost, back]);
    expect(held()).toEqual([1, 2, 3]);
  });

  test('of which nothing could be heard at all is not taken for an empty one', async () => {
    up = false;
    await loadEarlier('c1');
    expect(held()).toBeUndefined();
    up = true;
    await loadEarlier('c1');
    expect(held()).toEqual([1, 2, 3]);
  });
});

test('after a gap longer than the desk fetches the conversation is opened anew, with what came meanwhile', async () => {
  let version = 5_000;
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, searchParams } = new URL(address, 'http://desk');
    if (!pathname.endsWith('/events')) return Response.json(summary({ version }));
    asked.push(searchParams.toString());
    const before = Number(searchParams.get('before') ?? version + 1);
    const from = Number(searchParams.get('after') ?? before - 41);
    const items = run(from + 1, Math.min(before - 1, version));
    // One more comes while the page is on its way, and its push finds no thread.
    if (searchParams.has('before')) desk.update((state) => summaryHeard(state, summary({ version: ++version })));
    return Response.json({ items, version, hasMore: searchParams.has('before') });
  });
  desk.update((state) => ({ ...state, threads: new Map([['c1', { entries: run(1, 3), hasEarlier: false }]]) }));
  desk.update((state) => summaryHeard(state, summary({ version })));
  await fillGap('c1');
  expect(asked).toEqual(['before=5001&limit=40', 'after=5000&limit=200']);
  expect(held()).toEqual(Array.from({ length: 41 }, (_, index) => 4_961 + index));
});

test('a server that answers again is no longer called unreachable, but its refusals stand', () => {
  const unreachable = faulted(emptyDesk, 'c1', { code: 'unreachable', status: 0 });
  const refused = faulted(emptyDesk, 'c1', { code: 'refused', status: 409, reason: 'notOffered' });
  expect(reached(unreachable).fault).toBeNull();
  expect(reached(refused)).toBe(refused);
});
