import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { desk } from './desk';
import { emptyDesk, selected, signedIn } from './state';
import { colleague, me, session } from './testing';
import { heardViewers, iTypeAmong, startViewing, viewers, viewingOver } from './viewers';

const third = { id: 'chen', name: 'Chen Wei' };
const asked: { id: string; body: Record<string, unknown> }[] = [];
let answer: () => Promise<Response> = () => Promise.resolve(Response.json({ items: [] }));
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  answer = () => Promise.resolve(Response.json({ items: [colleague] }));
  vi.stubGlobal('document', { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    asked.push({ id: path.split('/').at(-2) ?? '', body: JSON.parse(String(body)) as Record<string, unknown> });
    return answer();
  });
  desk.update(() => selected(signedIn(emptyDesk, session), 'c1'));
  stop = startViewing();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a page tells what it shows once it has a connection, and again each minute', async () => {
  viewingOver('k1');
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toEqual([{ id: 'c1', body: { connection: 'k1' } }]);
  expect(viewers.get()).toEqual({ conversationId: 'c1', others: [colleague], typing: [] });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length).toBe(2);
});

test('passing by a conversation is not looking at it, and leaving the last one is told', async () => {
  viewingOver('k1');
  await vi.advanceTimersByTimeAsync(10);
  desk.update((state) => selected(state, 'c2'));
  desk.update((state) => selected(state, 'c3'));
  expect(viewers.get().others).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  desk.update((state) => selected(state, null));
  await vi.advanceTimersByTimeAsync(500);
  expect(asked.map(({ id, body }) => `${id} ${body['isOver'] === true}`)).toEqual(['c1 false', 'c3 false', 'c3 true']);
});

test('who types is shown for a few seconds, and a push is newer than an answer that it overtook', async () => {
  let late: (response: Response) => void = () => undefined;
  answer = () => new Promise((resolve) => (late = resolve));
  viewingOver('k1');
  heardViewers({ conversationId: 'c1', agents: [me, colleague, third], typing: third });
  late(Response.json({ items: [] }));
  await vi.advanceTimersByTimeAsync(10);
  expect(viewers.get()).toEqual({ conversationId: 'c1', others: [colleague, third], typing: ['chen'] });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(viewers.get().typing).toEqual([]);
});

test('that one types is told where somebody is there to see it, every three seconds at most', async () => {
  answer = () => Promise.resolve(Response.json({ items: [] }));
  viewingOver('k1');
  await vi.advanceTimersByTimeAsync(10);
  iTypeAmong('c1');
  expect(asked.length).toBe(1);
  heardViewers({ conversationId: 'c1', agents: [me, colleague], typing: null });
  iTypeAmong('c1');
  iTypeAmong('c1');
  expect(asked.slice(1)).toEqual([{ id: 'c1', body: { connection: 'k1', isTyping: true } }]);
});

test('without a connection nobody is shown', async () => {
  viewingOver('k1');
  await vi.advanceTimersByTimeAsync(10);
  viewingOver(null);
  expect(viewers.get().others).toEqual([]);
});
