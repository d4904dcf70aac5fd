import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Macro } from '../contract-work';
import { desk } from './desk';
import { fittingMacros, runSteps, stepsOf, type Scene } from './macros';
import { emptyDesk } from './state';
import { summary as summaryOf } from './testing';

const bye = { id: 'bye', shortcut: 'bye', title: '', text: 'Good bye, {customer}!', isShared: true };
const macro: Macro = {
  id: 'm',
  shortcut: 'done',
  title: 'Say good bye and close',
  actions: [
    { type: 'reply', phrase: 'bye' },
    { type: 'label', add: ['done'], remove: [] },
    { type: 'close', reason: 'resolved' },
  ],
  isShared: true,
};
const mine = summaryOf({ phase: 'serving', holder: { id: 'me', name: 'Me' } });
const scene = (part: Partial<Scene> = {}): Scene => ({
  summary: mine,
  seat: { meId: 'me', isSupervisor: false },
  phrases: [bye],
  values: { customer: 'Mia' },
  rules: { maxTextLength: 100 },
  ...part,
});

const asked: string[] = [];
let answers: (path: string) => Response = () => Response.json({});

beforeEach(() => {
  asked.length = 0;
  answers = () => Response.json({ version: 2, items: [], hasMore: false });
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) => {
    if (method === 'POST') asked.push(path.split('/').at(-1) ?? '');
    return Promise.resolve(answers(path));
  });
  desk.update(() => ({ ...emptyDesk, conversations: new Map([[mine.id, { summary: mine, heardAt: 0 }]]) }));
});
afterEach(() => vi.unstubAllGlobals());

test('a macro is found by its shortcut before its title', () => {
  const others = [macro, { ...macro, id: 'n', shortcut: 'next', title: 'Not done yet' }];
  expect(fittingMacros(others, 'do').map((one) => one.id)).toEqual(['m', 'n']);
  expect(fittingMacros(others, 'x')).toEqual([]);
});

test('what it would do is shown with the customer’s name filled in and without a fault', () => {
  const steps = stepsOf(macro, scene());
  expect(steps.map((step) => step.fault)).toEqual([null, null, null]);
  expect(steps[0]?.text).toBe('Good bye, Mia!');
});

test('all that speaks against it is shown beforehand', () => {
  const others = summaryOf({ phase: 'serving', holder: { id: 'wang', name: 'Wang' } });
  expect(stepsOf(macro, scene({ summary: others })).map((step) => step.fault)).toEqual(['mayNotReply', 'notNow', 'notNow']);
  expect(stepsOf(macro, scene({ phrases: [] }))[0]?.fault).toBe('phraseGone');
  expect(stepsOf(macro, scene({ rules: { maxTextLength: 5 } }))[0]?.fault).toBe('tooLong');
});

test('what is refused ends it: what follows is not tried, and going on begins with it', async () => {
  const steps = stepsOf(macro, scene());
  answers = (path) =>
    path.endsWith('/labels')
      ? Response.json({ code: 'refused', status: 409, reason: 'tooManyLabels' }, { status: 409 })
      : Response.json({ ...mine, items: [], hasMore: false });
  const told: number[] = [];
  const came = await runSteps(mine, steps, 0, (progress) => told.push(progress.done));
  expect(came).toMatchObject({ done: 1, problem: { reason: 'tooManyLabels' } });
  expect(told).toEqual([1, 1]);
  expect(asked).toEqual(['replies', 'labels']);

  answers = () => Response.json({ ...mine, items: [], hasMore: false });
  expect(await runSteps(mine, steps, came.done, () => undefined)).toEqual({ done: 3, problem: null });
  expect(asked).toEqual(['replies', 'labels', 'labels', 'close']);
});

test('what the customer wrote while it ran is not closed away', async () => {
  answers = () => Response.json({ ...mine, version: 9, unanswered: 1, items: [], hasMore: false });
  const came = await runSteps(mine, stepsOf(macro, scene()), 0, () => undefined);
  expect(came).toMatchObject({ done: 2, problem: { reason: 'versionConflict' } });
  expect(asked).toEqual(['replies', 'labels']);
});
