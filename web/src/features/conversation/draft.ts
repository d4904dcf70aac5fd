import { readStored, writeStored } from '@/lib/storage';

/** One key per agent and conversation: two agents at one machine do not see each other's drafts. */
const key = (agentId: string, conversationId: string) => `omni.draft.${agentId}.${conversationId}`;

export const readDraft = (agentId: string, conversationId: string): string => readStored(key(agentId, conversationId), '');

export const writeDraft = (agentId: string, conversationId: string, text: string): void =>
  writeStored(key(agentId, conversationId), text);
