import type { AgentState, ConversationPush, Insights } from '@/lib/contract';
import type { DraftPush, PresenceRequest, ViewersPush } from '@/lib/contract-work';
import { api } from '@/lib/desk/api';
import { desk } from '@/lib/desk/desk';
import { heardDraft, loadDrafts, sendDrafts } from '@/lib/desk/draft-sync';
import { noticed, noticeOf, type DeskNotice } from '@/lib/desk/notices';
import { seatOf } from '@/lib/desk/seat';
import { agentsHeard, insightsHeard, liveChanged, reached } from '@/lib/desk/state';
import { lookAgain, lookAtColleagues, lookAtNoticed, reload, takePush } from '@/lib/desk/sync';
import { customerSaid, customerTypes } from '@/lib/desk/typing';
import { heardViewers, viewingOver } from '@/lib/desk/viewers';
import { keepLive, type Live } from '@/lib/live/connection';
import { keepLooking } from '@/lib/live/look-again';

const lookAgainEveryMs = 60_000;
const lookAtColleaguesEveryMs = 10_000;

/** While nothing is pushed, the store is asked so often: work goes on when only the live connection is down. */
const askEveryMs = 4_000;

/** Pushes into the desk's state, a full look at the store after every connect, and a short one now and then. */
export function startLive(): Live {
  const looking = [
    keepLooking(lookAgainEveryMs, () => void lookAgain()),
    keepLooking(lookAtColleaguesEveryMs, () => void lookAtColleagues()),
    keepLooking(askEveryMs, () => {
      if (desk.get().live !== 'connected') void lookAgain();
    }),
  ];
  const live = keepLive({
    negotiate: api.negotiate,
    methods: {
      conversation: (push: ConversationPush) => {
        if (push.entries.some((entry) => entry.type === 'customerMessage')) customerSaid(push.summary.id);
        takePush(push);
      },
      presence: ({ agents }: { agents: Omit<AgentState, 'name'>[] }) => desk.update((state) => agentsHeard(state, agents)),
      notice: (notice: DeskNotice) => {
        desk.update((state) => ({ ...state, notices: noticed(state.notices, notice) }));
        if (notice.conversationId) void lookAtNoticed(notice.conversationId);
      },
      presenceRequest: (request: PresenceRequest) =>
        desk.update((state) => {
          const notice = noticeOf(request, seatOf(state));
          return notice ? { ...state, notices: noticed(state.notices, notice) } : state;
        }),
      typing: customerTypes,
      draft: (push: DraftPush) => heardDraft(push),
      viewers: (push: ViewersPush) => heardViewers(push),
      insights: (insights: Insights) => desk.update((state) => insightsHeard(state, insights)),
    },
    onState: (live) => {
      // Who is shown by another connection is not known without one.
      if (live !== 'connected') viewingOver(null);
      desk.update((state) => liveChanged(state, live));
    },
    onConnected: (connectionId) => {
      desk.update(reached);
      sendDrafts();
      // What another device wrote or sent in between was told to nobody here.
      const { selectedId } = desk.get();
      if (selectedId) void loadDrafts(selectedId);
      viewingOver(connectionId);
      void reload();
    },
  });
  return {
    stop() {
      looking.forEach((stop) => stop());
      live.stop();
    },
  };
}
