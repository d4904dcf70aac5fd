import { expect, test } from 'vitest';
import { placeOf } from './client';
import type { MessagesPage, WidgetMessage } from './contract';
import { emptyWidget, marked, nextToSend, pageTaken, retried, unreachable, written, type OutgoingMessage } from './state';

const message = (cursor: string, id: string, from: WidgetMessage['from'] = 'customer'): WidgetMessage => ({
  cursor,
  id,
  from,
  at: 'T',
  text: id,
  agentName: null,
});
const page = (...items: WidgetMessage[]): MessagesPage => ({
  items,
  cursor: items.at(-1)?.cursor ?? '',
  state: { phase: 'serving', agentName: 'Li Na' },
});
const outgoing = (id: string): OutgoingMessage => ({ id, text: id, sentAt: 'T', state: 'sending' });

test('a page is shown once, however often it comes', () => {
  const once = pageTaken(emptyWidget, page(message('1', 'a'), message('2', 'b', 'agent')));
  expect(pageTaken(once, page(message('2', 'b', 'agent'))).messages).toBe(once.messages);
  expect(once.cursor).toBe('2');
  expect(once.phase.agentName).toBe('Li Na');
});

test('a message taken back later is marked where it stands', () => {
  const once = pageTaken(emptyWidget, page(message('1', 'a', 'agent'), message('2', 'b', 'agent')));
  const again = pageTaken(once, page({ ...message('3', 'a', 'agent'), recalled: true }));
  expect(again.messages.map((shown) => `${shown.id}${shown.recalled ? ' recalled' : ''}`)).toEqual(['a recalled', 'b']);
});

test('an empty page keeps the cursor', () => {
  const held = pageTaken(emptyWidget, page(message('7', 'a')));
  expect(pageTaken(held, page()).cursor).toBe('7');
});

test('what the server shows leaves the outbox', () => {
  const state = written(written(emptyWidget, outgoing('a')), outgoing('b'));
  expect(pageTaken(state, page(message('1', 'a'))).outbox.map((left) => left.id)).toEqual(['b']);
});

test('messages go out in the order written, and a failed one does not hold up the next', () => {
  const state = written(written(emptyWidget, outgoing('a')), outgoing('b'));
  expect(nextToSend(state)?.id).toBe('a');
  expect(nextToSend(marked(state, 'a', 'failed'))?.id).toBe('b');
});

test('what failed goes again under its id', () => {
  const failed = marked(written(emptyWidget, outgoing('a')), 'a', 'failed');
  expect(nextToSend(failed)).toBeUndefined();
  expect(nextToSend(retried(failed))?.id).toBe('a');
});

test('any page that comes means that the server is reachable again', () => {
  expect(pageTaken(unreachable(emptyWidget), page()).reachable).toBe(true);
});

test('the address names the shop, or there is no chat', () => {
  expect(placeOf('?tenant=demo&account=site')).toEqual({ tenant: 'demo', account: 'site' });
  expect(placeOf('?tenant=demo')).toBeNull();
});
