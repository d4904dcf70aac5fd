import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dirtyDrafts, draftKey, draftOf, forgetHeldDrafts, judged, keepDraft, openedDraft } from './draft';

const key = draftKey('li.na', 'c1', 'reply');
const other = { text: 'theirs', revision: 5, changedAt: '2026-01-05T08:00:00.000Z', browser: null };

beforeEach(() => {
  const store = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => store.set(name, value),
    removeItem: (name: string) => store.delete(name),
  });
  forgetHeldDrafts();
});
afterEach(() => vi.unstubAllGlobals());

test('what the server has already is known, and the same words are no news', () => {
  expect(judged({ text: 'mine', revision: 5, isDirty: true }, other)).toBe('known');
  expect(judged({ text: 'theirs', revision: 4, isDirty: true }, other)).toBe('same');
});

test('another device’s words are taken where nothing of one’s own is lost by it', () => {
  expect(judged({ text: 'mine', revision: 4, isDirty: false }, other)).toBe('taken');
  expect(judged({ text: '', revision: 4, isDirty: true }, other)).toBe('taken');
});

test('where both have written something the agent is asked, and what was sent elsewhere takes nothing away that was typed since', () => {
  expect(judged({ text: 'mine', revision: 4, isDirty: true }, other)).toBe('asked');
  expect(judged({ text: 'mine', revision: 4, isDirty: true }, { ...other, text: '' })).toBe('ended');
});

test('a draft and how far the server has it are there after a reload', () => {
  keepDraft(key, { text: 'begun', revision: 7, isDirty: true });
  forgetHeldDrafts();
  expect(openedDraft(key)).toEqual({ text: 'begun', revision: 7, isDirty: true });
  expect(dirtyDrafts()).toEqual([key]);
});

test('a draft of before there was a server’s copy goes there, too', () => {
  localStorage.setItem(key, JSON.stringify('from last week'));
  expect(openedDraft(key)).toEqual({ text: 'from last week', revision: 0, isDirty: true });
});

test('what another page of this browser has kept is taken when the field appears, unless this page has more', () => {
  keepDraft(key, { text: 'here', revision: 1, isDirty: false });
  localStorage.setItem(key, JSON.stringify('there'));
  expect(openedDraft(key).text).toBe('there');
  keepDraft(key, { text: 'typed here', revision: 1, isDirty: true });
  localStorage.setItem(key, JSON.stringify('there again'));
  expect(openedDraft(key).text).toBe('typed here');
  expect(draftOf(key).isDirty).toBe(true);
});
