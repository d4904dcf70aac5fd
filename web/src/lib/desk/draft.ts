import { readStored, writeStored } from '../storage';
import type { MessageKind } from './outbox';

/**
 * One key per agent, conversation and kind: two agents at one machine do not see each other's drafts, and what was begun as a note is
 * never sent to the customer.
 */
const key = (agentId: string, conversationId: string, kind: MessageKind) =>
  kind === 'reply' ? `omni.draft.${agentId}.${conversationId}` : `omni.draft.${kind}.${agentId}.${conversationId}`;

export const readDraft = (agentId: string, conversationId: string, kind: MessageKind): string =>
  readStored(key(agentId, conversationId, kind), '');

export const writeDraft = (agentId: string, conversationId: string, kind: MessageKind, text: string): void =>
  writeStored(key(agentId, conversationId, kind), text);
