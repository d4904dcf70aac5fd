import type { Page, Session, Summary } from '../contract';
import { viewLoaded } from './conversations';
import { desk } from './desk';
import { readKept } from './kept';
import { emptyDesk, signedIn } from './state';
import { reload } from './sync';

/**
 * Begins an agent's desk, with what this browser kept for them: unsent replies and what they had read. The lists are asked for at this moment: they
 * wait neither for the first paint nor for the live connection, whose client is downloaded after it.
 * @param list my work, where it came with the session: then it stands in the first frame.
 */
export function enter(session: Session, list: Page<Summary> | null = null): void {
  desk.update(() => {
    const begun = { ...signedIn(emptyDesk, session), ...readKept(session.agent.id) };
    return list ? viewLoaded(begun, 'mine', list, begun.heard, true) : begun;
  });
  void reload(list ? 'mine' : null);
}
