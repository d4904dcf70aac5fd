import type { AgentState, ConversationPush, Insights } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { desk } from '@/lib/desk/desk';
import { agentsHeard, insightsHeard, liveChanged } from '@/lib/desk/state';
import { reload, takePush } from '@/lib/desk/sync';
import { keepLive, type Live } from '@/lib/live/connection';

/** Pushes into the desk's state, and a full look at the store after every connect. */
export const startLive = (): Live =>
  keepLive({
    negotiate: api.negotiate,
    methods: {
      conversation: (push: ConversationPush) => takePush(push),
      presence: ({ agents }: { agents: Omit<AgentState, 'name'>[] }) => desk.update((state) => agentsHeard(state, agents)),
      insights: (insights: Insights) => desk.update((state) => insightsHeard(state, insights)),
    },
    onState: (live) => desk.update((state) => liveChanged(state, live)),
    onConnected: () => void reload(),
  });
