import { agents, conversations } from './fake-data.mjs';

const now = () => new Date().toISOString();
const named = (id) => agents.find(({ id: other }) => other === id) ?? { id, name: id };
const agentOf = (id) => ({ id: named(id).id, name: named(id).name });
const rest = { waitingSince: null, offerExpiresAt: null };

/** What each action writes and changes; enough to look at the screens, with no rules of its own but a few refusals. */
const actions = {
  accept: ({ held, me }) =>
    held.summary.phase === 'offered'
      ? write({ type: 'accepted', agent: me }, { phase: 'serving', holder: me, ...rest })
      : { refused: 'notOffered' },
  decline: ({ me }) => write({ type: 'offerDeclined', agent: me }, { phase: 'waiting', holder: null, offerExpiresAt: null }),
  claim: ({ held, me }) =>
    held.summary.holder && held.summary.phase !== 'snoozed'
      ? { refused: 'alreadyClaimed', holder: held.summary.holder }
      : write({ type: 'claimed', agent: me }, { phase: 'serving', holder: me, ...rest }),
  notes: ({ body, me }) =>
    write({
      type: 'noteAdded',
      messageId: body.messageId,
      by: me,
      text: body.text,
      mentions: (body.mentions ?? []).map(agentOf),
    }),
  whispers: ({ body, held, me }) =>
    write({ type: 'whispered', messageId: body.messageId, by: me, to: held.summary.holder, text: body.text }),
  transfer: ({ body, held, me }) => {
    if (body.reason === '/limit') return { refused: 'transferLimit' };
    return write(
      {
        type: 'transferred',
        by: me,
        kind: body.agent ? 'toAgent' : 'toQueue',
        queue: body.queue ? { id: body.queue, name: body.queue } : held.summary.queue,
        toAgent: body.agent ? agentOf(body.agent) : null,
        reason: body.reason ?? null,
      },
      { phase: 'waiting', holder: null, waitingSince: now() },
    );
  },
  consult: ({ body, me }) =>
    write(
      { type: 'consultStarted', by: me, agent: agentOf(body.agent), reason: body.reason ?? null },
      { consult: { by: me, agent: agentOf(body.agent) }, participants: [{ agent: agentOf(body.agent), role: 'consulted' }] },
    ),
  'consult/complete': ({ held, me }) =>
    write(
      {
        type: 'transferred',
        by: me,
        kind: 'consulted',
        queue: held.summary.queue,
        toAgent: held.summary.consult.agent,
        reason: null,
      },
      { holder: held.summary.consult.agent, consult: null, participants: [] },
    ),
  'consult/end': ({ held, me }) =>
    write({ type: 'consultEnded', by: me, agent: held.summary.consult.agent }, { consult: null, participants: [] }),
  wait: ({ me }) => write({ type: 'customerAwaited', by: me }, { phase: 'waitingOnCustomer' }),
  resume: ({ me }) => write({ type: 'resumed', by: me }, { phase: 'serving' }),
  snooze: ({ body, me }) =>
    write({ type: 'snoozed', by: me, until: body.until ?? null }, { phase: 'snoozed', snoozedUntil: body.until ?? null }),
  wake: ({ me }) => write({ type: 'woken', by: me, dueAt: null }, { phase: 'serving', holder: me, snoozedUntil: null }),
  close: ({ body, me }) =>
    body.reason === 'resolved'
      ? write(
          { type: 'wrapUpBegan', agent: me, reason: body.reason, until: soon() },
          { phase: 'wrapUp', wrapUpUntil: soon(), unanswered: 0, clocks: [] },
        )
      : write({ type: 'closed', by: me, reason: body.reason }, { phase: 'closed', unanswered: 0 }),
  'wrap-up/finish': ({ held, me }) =>
    held.summary.disposition
      ? write({ type: 'closed', by: me, reason: 'resolved' }, { phase: 'closed', wrapUpUntil: null })
      : { refused: 'dispositionRequired' },
  reopen: ({ held, me }) => write({ type: 'reopened', queue: held.summary.queue, by: me }, { phase: 'serving', holder: me }),
  labels: ({ body, held, me }) =>
    write(
      { type: 'labelled', by: me, added: body.add, removed: body.remove },
      { labels: [...(held.summary.labels ?? []).filter((one) => !body.remove.includes(one)), ...body.add] },
    ),
  priority: ({ body, me }) => write({ type: 'prioritySet', by: me, points: body.points }, { priority: body.points }),
  topic: ({ body, me }) =>
    write({ type: 'topicSet', by: me, topic: body.topic }, { topic: body.topic ? { id: body.topic, name: body.topic } : null }),
  disposition: ({ body, me }) =>
    write(
      { type: 'dispositionSet', by: me, disposition: body.disposition },
      { disposition: body.disposition ? { id: body.disposition, name: body.disposition } : null },
    ),
  scheduled: ({ body, held, me }) =>
    write(
      { type: 'messageScheduled', messageId: body.messageId, by: me, text: body.text, sendAt: body.at },
      {
        scheduled: [...(held.summary.scheduled ?? []), { messageId: body.messageId, text: body.text, at: body.at, by: me }],
      },
    ),
  'scheduled/cancel': ({ body, held, me }) =>
    write(
      { type: 'scheduledCancelled', messageId: body.messageId, by: me },
      { scheduled: held.summary.scheduled.filter((one) => one.messageId !== body.messageId) },
    ),
  recall: ({ body, me }) => write({ type: 'recalled', messageId: body.messageId, by: me }),
  rating: ({ me }) => write({ type: 'ratingAsked', by: me, steps: 5, validUntil: now() }),
  callback: ({ body, me }) =>
    write(
      { type: 'callbackAgreed', dueAt: body.dueAt, zone: body.zone, by: me },
      { phase: 'callbackDue', holder: null, callback: { dueAt: body.dueAt, zone: body.zone, attempt: 1, of: 3 } },
    ),
  'callback/cancel': ({ me }) =>
    write({ type: 'callbackCancelled', by: me, customerBack: false }, { callback: null, phase: 'closed' }),
  'callback/outcome': ({ body, me }) =>
    write({ type: 'callbackAttempted', by: me, outcome: body.outcome, attempt: 1, nextDueAt: null }, { callback: null }),
  merge: ({ body, me }) =>
    conversations.has(body.into)
      ? write({ type: 'mergedInto', by: me, into: body.into }, { phase: 'merged', mergedInto: body.into, holder: null })
      : { refused: 'conversationUnknown' },
  unmerge: ({ held, me }) =>
    write(
      { type: 'unmerged', by: me, from: held.summary.mergedInto },
      { phase: 'waiting', mergedInto: null, waitingSince: now() },
    ),
  watch: ({ held, me }) => joined(held, me, 'watching'),
  barge: ({ held, me }) => joined(held, me, 'barging'),
  unwatch: ({ held, me }) => left(held, me, me.id),
  'participants/add': ({ body, held }) => joined(held, agentOf(body.agent), 'taking'),
  'participants/remove': ({ body, held, me }) => left(held, me, body.agent),
  'take-over': ({ body, held, me }) =>
    write(
      { type: 'takenOver', by: me, from: held.summary.holder, reason: body.reason ?? null },
      { phase: 'serving', holder: me, ...rest },
    ),
};

const soon = () => new Date(Date.now() + 90_000).toISOString();
const write = (entry, change = {}) => ({ entry, change });
const others = (held, id) => (held.summary.participants ?? []).filter((one) => one.agent.id !== id);
const joined = (held, agent, role) =>
  write({ type: 'participantJoined', by: agent, agent, role }, { participants: [...others(held, agent.id), { agent, role }] });
const left = (held, by, id) => write({ type: 'participantLeft', by, agent: agentOf(id) }, { participants: others(held, id) });

/** Null for an action that does not exist. */
export function act(action, { id, body, held, append, me }) {
  const decide = actions[action];
  if (!decide) return null;
  const decided = decide({ body, held, me });
  if (decided.refused) return decided;
  append(id, [decided.entry], decided.change);
  return {};
}
