import { expect, test } from 'vitest';
import { flatFacts } from './facts';

test('facts are flat, and what is not known is left out', () => {
  const facts = {
    channel: 'webchat',
    tier: null,
    tags: ['vip', 'new'],
    topics: [],
    figures: { free: 0, length: 3, estimate: null },
  };
  expect(flatFacts(facts)).toEqual([
    ['channel', 'webchat'],
    ['tags', 'vip, new'],
    ['figures.free', '0'],
    ['figures.length', '3'],
  ]);
});
