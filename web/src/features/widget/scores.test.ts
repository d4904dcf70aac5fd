import { expect, test } from 'vitest';
import { problemText } from './problems';
import { scoreNames } from './scores';
import { statusText } from './waiting';
import { en } from './words/en';
import { zh } from './words/zh';

test('each scale has as many names as steps, in both languages', () => {
  for (const words of [zh, en]) for (const steps of [2, 3, 5, 4]) expect(scoreNames(steps, words)).toHaveLength(steps);
});

test('a scale goes from worst to best', () => {
  expect(scoreNames(5, en)).toEqual(['Very bad', 'Bad', 'Fair', 'Good', 'Very good']);
});

const timeOf = () => '09:00';

test('who waits reads why nobody is free, their place and how long, in one line', () => {
  const state = { phase: 'waiting', agentName: null, position: 3, estimateSeconds: 100, whyNobody: 'allAtCapacity' } as const;
  expect(statusText(state, timeOf, en)).toBe('Everybody is busy with other customers. 2 before you. About 2 min to wait.');
});

test('after hours they read when it opens, and no place in a line that nobody serves', () => {
  const state = { phase: 'waiting', agentName: null, position: 3, whyNobody: 'closed', opensAt: 'T' } as const;
  expect(statusText(state, timeOf, en)).toBe('We are closed now and open at 09:00. Your message is kept.');
});

test('who is next is told so', () => {
  expect(statusText({ phase: 'waiting', agentName: null, position: 1 }, timeOf, zh)).toBe('您是下一位。');
});

test('a refusal that only people at work understand is told in general words', () => {
  expect(problemText({ code: 'refused', status: 409, reason: 'alreadyRated' }, en)).toBe(en.refusals.alreadyRated);
  expect(problemText({ code: 'refused', status: 409, reason: 'notHolder' }, en)).toBe(en.problem);
});
