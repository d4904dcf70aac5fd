import type { Session } from '../contract';
import { desk } from './desk';
import { readKept } from './kept';
import { emptyDesk, signedIn } from './state';
import { reload } from './sync';

/**
 * Begins an agent's desk, with what this browser kept for them: unsent replies and what they had read. The lists are asked for at this moment: they
 * wait neither for the first paint nor for the live connection, whose client is downloaded after it.
 */
export function enter(session: Session): void {
  desk.update(() => ({ ...signedIn(emptyDesk, session), ...readKept(session.agent.id) }));
  void reload();
}
