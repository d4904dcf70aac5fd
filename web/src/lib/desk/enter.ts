import type { Session } from '../contract';
import { desk } from './desk';
import { readKept } from './kept';
import { emptyDesk, signedIn } from './state';

/** Begins an agent's desk, with what this browser kept for them: unsent replies and what they had read. */
export function enter(session: Session): void {
  desk.update(() => ({ ...signedIn(emptyDesk, session), ...readKept(session.agent.id) }));
}
