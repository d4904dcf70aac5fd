import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { desk } from './desk';
import { forgetHeldDrafts } from './draft';
import {
  chooseDraft,
  draftNews,
  draftNewsOf,
  draftText,
  heardDraft,
  loadDrafts,
  readDraft,
  sendDrafts,
  writeDraft,
} from './draft-sync';
import { emptyDesk, signedIn, signedOut } from './state';
import { at, session } from './testing';

interface Kept {
  text: string;
  revision: number;
}

/** What the server has, and what it was asked to keep. */
let kept: Kept | null = null;
const asked: Kept[] = [];
let isReachable = true;

const view = ({ text, revision }: Kept) => ({ kind: 'reply', text, revision, changedAt: at, browser: null });

function answer(method: string | undefined, body: string): Promise<Response> {
  if (!isReachable) return Promise.reject(new TypeError('No network.'));
  if (method !== 'PUT') return Promise.resolve(Response.json({ items: kept ? [view(kept)] : [] }));
  const { text, revision } = JSON.parse(body) as Kept;
  asked.push({ text, revision });
  if (kept && kept.revision !== revision)
    return Promise.resolve(Response.json({ code: 'draft-changed', status: 409 }, { status: 409 }));
  const next = { text, revision: Math.max(revision, kept?.revision ?? 0) + 1 };
  kept = text === '' ? null : next;
  return Promise.resolve(Response.json(view(next)));
}

beforeEach(() => {
  vi.useFakeTimers();
  const store = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => store.set(name, value),
    removeItem: (name: string) => store.delete(name),
  });
  vi.stubGlobal('fetch', (_: string, { method, body }: RequestInit) => answer(method, String(body)));
  kept = null;
  asked.length = 0;
  isReachable = true;
  forgetHeldDrafts();
  draftNews.update(() => new Map());
  desk.update(() => signedIn(emptyDesk, session));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const news = () => draftNewsOf(draftNews.get(), 'li', 'c1', 'reply');

test('what is typed goes to the server when one pauses, and while one types without a pause every few seconds', async () => {
  for (let typed = 'a'; typed.length < 12; typed += 'a') {
    writeDraft('c1', 'reply', typed);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked.at(-1)).toEqual({ text: 'a'.repeat(11), revision: 1 });
});

test('what was sent is taken away at once', async () => {
  writeDraft('c1', 'reply', 'sent');
  await vi.advanceTimersByTimeAsync(1_000);
  writeDraft('c1', 'reply', '');
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.at(-1)).toEqual({ text: '', revision: 1 });
  expect(kept).toBe(null);
});

test('nothing goes to the server in the name of whoever signed in next', async () => {
  writeDraft('c1', 'reply', 'mine');
  desk.update(() => signedOut(false));
  desk.update(() => signedIn(emptyDesk, { ...session, agent: { id: 'wang', name: 'Wang', roles: ['agent'] } }));
  await vi.advanceTimersByTimeAsync(5_000);
  sendDrafts();
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([]);
});

test('of two texts the agent chooses, and nothing goes to the server before', async () => {
  writeDraft('c1', 'reply', 'here');
  await vi.advanceTimersByTimeAsync(1_000);
  isReachable = false;
  writeDraft('c1', 'reply', 'here, and more');
  await vi.advanceTimersByTimeAsync(5_000);
  kept = { text: 'elsewhere', revision: 9 };
  isReachable = true;
  sendDrafts();
  await vi.advanceTimersByTimeAsync(1);
  expect(news()).toMatchObject({ text: 'elsewhere', isAsked: true });
  expect(draftText('c1', 'reply')).toBe('here, and more');
  expect(kept.text).toBe('elsewhere');

  chooseDraft('c1', 'reply', 'both');
  await vi.advanceTimersByTimeAsync(1);
  expect(kept).toEqual({ text: 'here, and more\nelsewhere', revision: 10 });
  expect(news()).toBe(undefined);
});

test('what another device wrote is taken where nothing was typed here, and says so until something is', async () => {
  heardDraft({
    conversationId: 'c1',
    kind: 'reply',
    text: 'from there',
    revision: 4,
    changedAt: at,
    browser: null,
    page: 'other',
  });
  expect(readDraft('c1', 'reply')).toBe('from there');
  expect(news()).toMatchObject({ isAsked: false });
  writeDraft('c1', 'reply', 'from there and here');
  expect(news()).toBe(undefined);
  kept = { text: 'from there', revision: 4 };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kept).toEqual({ text: 'from there and here', revision: 5 });
});

test('what was sent elsewhere while this page was away is gone here, and what was typed here since is not', async () => {
  heardDraft({
    conversationId: 'c1',
    kind: 'reply',
    text: 'sent from there',
    revision: Date.now(),
    changedAt: at,
    browser: null,
    page: 'other',
  });
  await loadDrafts('c1');
  expect(draftText('c1', 'reply')).toBe('');

  writeDraft('c1', 'reply', 'begun');
  await vi.advanceTimersByTimeAsync(1_000);
  isReachable = false;
  writeDraft('c1', 'reply', 'begun, and more');
  kept = null;
  isReachable = true;
  await loadDrafts('c1');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kept).toMatchObject({ text: 'begun, and more' });
});
