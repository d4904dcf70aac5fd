import { expect, test } from 'vitest';
import { agentsHeard, agentsLoaded, emptyDesk, presenceChosen, signedIn } from './state';
import { me, session } from './testing';

const away = { ...me, presence: 'away' as const, load: 0, capacity: 5 };
const desk = signedIn(emptyDesk, session);

test('a presence chosen while the agents were being asked for stays', () => {
  const chosen = presenceChosen(desk, 'offline');
  const loaded = agentsLoaded(chosen, [away], desk.presenceChoices);
  expect(loaded.session?.presence).toBe('offline');
  expect(loaded.agents.get(me.id)?.load).toBe(0);
});

test('the server’s word on my presence counts when I chose nothing meanwhile', () => {
  expect(agentsLoaded(desk, [away], desk.presenceChoices).session?.presence).toBe('away');
  expect(agentsHeard(desk, [away]).session?.presence).toBe('away');
});
