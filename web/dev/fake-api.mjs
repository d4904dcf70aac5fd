import { act } from './fake-actions.mjs';
import { composeRoutes } from './fake-compose.mjs';
import { agents, conversations, me, reasons, seed, seedAll, supervisor } from './fake-data.mjs';
import { workRoutes } from './fake-work.mjs';

export const liveSockets = new Set();
seedAll(Number(process.env.EXTRA ?? 0));

let signedIn = process.env.SIGNED_IN === '1';
let isSupervisor = process.env.SUPERVISOR === '1';
let presence = 'online';
let presenceReason = null;
const acting = () => (isSupervisor ? supervisor : me);
let nextIndex = 5000;
const webchat = new Map();
const now = () => new Date().toISOString();

const isOver = (s) => s.phase === 'closed' || s.phase === 'merged' || s.phase === 'ended';
const views = {
  mine: (s) => !isOver(s) && (s.holder?.id === acting().id || (s.participants ?? []).some((one) => one.agent.id === acting().id)),
  waiting: (s) => s.phase === 'waiting' || s.phase === 'callbackDue',
  open: (s) => !isOver(s),
  closed: (s) => isOver(s),
};

const look = {
  color: null,
  corner: 'right',
  greeting: { zh: null, en: null },
  form: [],
  offlineForm: false,
  invite: null,
  track: true,
  preview: false,
  maxFileMegabytes: 10,
};

const session = () => ({
  tenant: 'demo',
  agent: { ...acting(), roles: isSupervisor ? ['agent', 'supervisor'] : ['agent'] },
  presence,
  presenceReason,
  presenceReasons: reasons,
  offlineWithOpenChats: 'allow',
  capacity: 6,
  queues: [
    { id: 'default', name: '售前咨询' },
    { id: 'refunds', name: '退款售后' },
  ],
  shops: [{ channel: 'shopify', account: 'shop' }],
  channels: [
    { name: 'wechat-oa', maxTextLength: 600, replyWindowSeconds: 172800, recallWithinSeconds: null },
    { name: 'douyin', maxTextLength: 300, replyWindowSeconds: null, recallWithinSeconds: 120 },
  ],
});

const toAgents = (method, message) => liveSockets.forEach((client) => client.token === 'agent' && client.send(method, message));
const toVisitors = () => liveSockets.forEach((client) => client.token !== 'agent' && client.send('messages', {}));

function append(id, entries, change) {
  const held = conversations.get(id);
  const added = entries.map((entry, index) => ({ seq: held.entries.length + 1 + index, at: now(), ...entry }));
  held.entries.push(...added);
  held.summary = { ...held.summary, ...change, version: held.entries.length };
  toAgents('conversation', { summary: held.summary, entries: added });
  toVisitors();
  return held.summary;
}

function customerSays(id, text) {
  const { summary } = conversations.get(id);
  append(
    id,
    [
      {
        type: 'customerMessage',
        messageKey: `k${Math.random()}`,
        channel: summary.channel,
        item: { kind: 'text', text },
        sentAt: null,
        receivedAt: now(),
      },
    ],
    {
      lastText: text,
      lastFrom: 'customer',
      lastMessageAt: now(),
      unanswered: summary.unanswered + 1,
    },
  );
}

const routes = [
  ...composeRoutes,
  ['GET', /^\/api\/session$/, () => (signedIn ? [200, session()] : problem(401, 'not-signed-in'))],
  [
    'POST',
    /^\/api\/session$/,
    ({ body }) =>
      body.password === 'demo'
        ? ((signedIn = true), (isSupervisor = body.name.startsWith('chen')), [200, session()])
        : problem(401, 'not-signed-in'),
  ],
  ['DELETE', /^\/api\/session$/, () => ((signedIn = false), [200, { address: null }])],
  ['GET', /^\/api\/sign-in\/[^/]+$/, () => [200, { providers: [] }]],
  [
    'PUT',
    /^\/api\/presence$/,
    ({ body }) => (
      (presence = body.presence),
      (presenceReason = body.reason ?? null),
      [200, { presence, reason: presenceReason }]
    ),
  ],
  ['GET', /^\/api\/agents$/, () => [200, { agents }]],
  [
    'POST',
    /^\/api\/live\/negotiate$/,
    () => (signedIn ? [200, { url: '/client/?hub=desk', accessToken: 'agent' }] : problem(401, 'not-signed-in')),
  ],
  ['GET', /^\/api\/insights\/live$/, () => [200, insights()]],
  [
    'GET',
    /^\/api\/conversations$/,
    ({ url }) => {
      const items = [...conversations.values()].map((held) => held.summary).filter(views[url.searchParams.get('view')]);
      return [200, { items: items.slice(0, 200), cursor: null }];
    },
  ],
  [
    'GET',
    /^\/api\/conversations\/([^/]+)$/,
    ({ id }) => (conversations.has(id) ? [200, conversations.get(id).summary] : problem(404, 'not-found')),
  ],
  [
    'GET',
    /^\/api\/conversations\/([^/]+)\/events$/,
    ({ id, url }) => {
      const { entries, summary } = conversations.get(id) ?? { entries: [], summary: { version: 0 } };
      const limit = Number(url.searchParams.get('limit') ?? 100);
      const before = url.searchParams.get('before');
      const chosen = before
        ? entries.filter((e) => e.seq < Number(before))
        : entries.filter((e) => e.seq > Number(url.searchParams.get('after')));
      return [
        200,
        {
          items: before ? chosen.slice(-limit) : chosen.slice(0, limit),
          version: summary.version,
          hasMore: chosen.length > limit,
        },
      ];
    },
  ],
  [
    'POST',
    /^\/api\/conversations\/([^/]+)\/replies$/,
    ({ id, body }) => {
      const held = conversations.get(id);
      if (body.text.includes('/refuse')) return refused('notHolder', { id: 'agent-wang', name: 'Wang Fang (demo)' });
      if (body.text.includes('/late')) return refused('tooManyUndelivered');
      if (body.text.includes('/down')) return problem(503, 'unavailable');
      const known = held.entries.find((entry) => entry.messageId === body.messageId);
      if (known) return [202, { seq: known.seq, version: held.summary.version }];
      append(
        id,
        [
          {
            type: 'reply',
            messageId: body.messageId,
            agent: me,
            text: body.text,
            provenance: 'typed',
            delivery: 'pending',
            deliveryReason: null,
          },
        ],
        {
          lastText: body.text,
          lastFrom: 'agent',
          lastMessageAt: now(),
          unanswered: 0,
          firstResponse: { ...held.summary.firstResponse, state: 'stopped' },
        },
      );
      setTimeout(
        () => append(id, [{ type: 'deliveryRecorded', messageId: body.messageId, status: 'delivered', reason: null }], {}),
        600,
      );
      return [202, { seq: held.entries.length, version: held.summary.version }];
    },
  ],
  [
    'POST',
    /^\/api\/conversations\/([^/]+)\/(.+)$/,
    ({ id, action, body }) => {
      if (!conversations.has(id)) return problem(404, 'not-found');
      if (/^explanations\/\d+\/evaluate$/.test(action))
        return [200, { same: true, hash: 'a1b2c3d4e5f6', elapsedMicroseconds: 71 }];
      const done = act(action, { id, body, held: conversations.get(id), append, me: acting() });
      if (done === null) return problem(404, 'not-found');
      return done.refused ? refused(done.refused, done.holder) : [200, { version: conversations.get(id).summary.version }];
    },
  ],
  ...workRoutes({ problem }),
  // Levers for looking at the pages: a customer writes, a new offer comes, every socket is cut.
  ['POST', /^\/api\/fake\/say\/([^/]+)$/, ({ id, body }) => (customerSays(id, body.text ?? '还在吗?'), [204])],
  [
    'POST',
    /^\/api\/fake\/offer$/,
    () => {
      seed(++nextIndex, { phase: 'offered', holder: me, channel: 'wechat-oa', waitedMs: 3000 });
      const held = [...conversations.values()].at(-1);
      toAgents('conversation', { summary: held.summary, entries: held.entries });
      return [200, { id: held.summary.id }];
    },
  ],
  [
    'POST',
    /^\/api\/fake\/notice$/,
    ({ body }) => (
      toAgents('notice', { id: String(Math.random()), kind: body.kind, conversationId: body.conversationId ?? null, at: now() }),
      [204]
    ),
  ],
  ['POST', /^\/api\/fake\/cut$/, () => (liveSockets.forEach((client) => client.drop()), [204])],
  [
    'POST',
    /^\/api\/widget\/[^/]+\/[^/]+\/session$/,
    ({ body }) => {
      const token = body.visitor && webchat.has(body.visitor) ? body.visitor : `v${Math.random().toString(36).slice(2)}`;
      if (!webchat.has(token)) webchat.set(token, { id: null, accepted: new Set(), extra: {} });
      return [200, { visitor: { id: token, token }, look, isOpen: true, opensAt: null }];
    },
  ],
  ['POST', /^\/api\/widget\/[^/]+\/[^/]+\/negotiate$/, ({ token }) => [200, { url: '/client/?hub=widget', accessToken: token }]],
  [
    'GET',
    /^\/api\/widget\/[^/]+\/[^/]+\/messages$/,
    ({ token, url }) => {
      const visitor = webchat.get(token);
      if (!visitor) return problem(401, 'not-signed-in');
      const held = conversations.get(visitor.id);
      const after = Number(url.searchParams.get('after') || 0);
      const items = (held?.entries ?? [])
        .filter((e) => e.seq > after && ['reply', 'customerMessage', 'announced'].includes(e.type))
        .map((e) => ({
          cursor: String(e.seq),
          at: e.at,
          from: e.type === 'customerMessage' ? 'customer' : 'agent',
          id: e.messageId ?? e.messageKey,
          text: e.text ?? e.item.text,
          agentName: e.agent?.name ?? null,
          mark: e.type === 'announced' ? 'machine' : null,
        }));
      return [
        200,
        {
          items,
          cursor: items.at(-1)?.cursor ?? String(after || ''),
          state: {
            phase: held?.summary.phase ?? 'none',
            agentName: held?.summary.phase === 'serving' ? held.summary.holder.name : null,
            ...visitor.extra,
          },
        },
      ];
    },
  ],
  [
    'POST',
    /^\/api\/widget\/[^/]+\/[^/]+\/(leave|person|callback|callback\/cancel|rating)$/,
    ({ token, id: action }) => {
      const visitor = webchat.get(token);
      if (!visitor?.id) return problem(401, 'not-signed-in');
      const change = {
        leave: { phase: 'closed' },
        person: {},
        callback: { phase: 'callbackDue' },
        'callback/cancel': { phase: 'closed' },
        rating: {},
      }[action];
      if (action === 'person') visitor.extra = { ...visitor.extra, humanAsked: true };
      if (action === 'callback')
        visitor.extra = { callback: { dueAt: new Date(Date.now() + 3_600_000).toISOString(), zone: null } };
      if (action === 'rating') visitor.extra = {};
      append(visitor.id, [{ type: action === 'person' ? 'personAsked' : 'ended', how: 'button' }], change);
      return [200, {}];
    },
  ],
  // What the visitor's page is told besides its messages, and texts that no person typed.
  [
    'POST',
    /^\/api\/fake\/visitor$/,
    ({ body }) => {
      const visitor = [...webchat.values()].at(-1);
      visitor.extra = body.extra ?? {};
      const entries = body.announce
        ? [{ type: 'announced', messageId: `a${Math.random()}`, kind: 'queue', text: body.announce, provenance: 'system' }]
        : [];
      append(visitor.id, entries.length > 0 ? entries : [{ type: 'resumed', by: null }], body.change ?? {});
      return [204];
    },
  ],
  [
    'POST',
    /^\/webhooks\/[^/]+\/webchat\/[^/]+$/,
    ({ token, body }) => {
      const visitor = webchat.get(token);
      if (!visitor) return problem(401, 'not-signed-in');
      if (!visitor.accepted.has(body.id) && !body.read) {
        visitor.accepted.add(body.id);
        if (!visitor.id) {
          seed(++nextIndex, { phase: 'waiting', channel: 'webchat', waitedMs: 100, account: 'site' });
          const held = [...conversations.values()].at(-1);
          visitor.id = held.summary.id;
          held.entries = held.entries
            .filter((entry) => entry.type !== 'customerMessage')
            .map((entry, index) => ({ ...entry, seq: index + 1 }));
          const { id } = visitor;
          if (!body.text.startsWith('/wait'))
            setTimeout(
              () => append(id, [{ type: 'accepted', agent: me }], { phase: 'serving', holder: me, waitingSince: null }),
              1500,
            );
        }
        append(
          visitor.id,
          [
            {
              type: 'customerMessage',
              messageKey: body.id,
              channel: 'webchat',
              item: { kind: 'text', text: body.text },
              sentAt: body.sentAt,
              receivedAt: now(),
            },
          ],
          {
            lastText: body.text,
            lastFrom: 'customer',
            lastMessageAt: now(),
            unanswered: 1,
          },
        );
      }
      return [200, { accepted: [body.id] }];
    },
  ],
];

export async function api(request, response, url) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString() || '{}') : {};
  const token = request.headers.authorization?.slice('Bearer '.length);
  for (const [method, pattern, answer] of routes) {
    const match = method === request.method && pattern.exec(url.pathname);
    if (!match) continue;
    const [status, content] = answer({ id: match[1], action: match[2], url, body, token });
    response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' });
    return response.end(content === undefined ? undefined : JSON.stringify(content));
  }
  response.writeHead(404).end('{}');
}

function problem(status, code) {
  return [status, { type: `/problems/${code}`, title: code, status, code }];
}
const refused = (reason, holder) => [
  409,
  { type: '/problems/refused', title: 'refused', status: 409, code: 'refused', reason, holder },
];

function insights() {
  const rows = {};
  for (const { summary } of conversations.values()) {
    const row = (rows[summary.channel] ??= {
      channel: summary.channel,
      open: 0,
      waiting: 0,
      messagesPerMinute: 3,
      meanFirstResponseSeconds: 42,
      firstResponses: 9,
    });
    if (views.open(summary)) row.open++;
    if (summary.phase === 'waiting') row.waiting++;
  }
  const channels = Object.values(rows);
  const sum = (key) => channels.reduce((total, row) => total + row[key], 0);
  return {
    at: now(),
    channels,
    totals: {
      open: sum('open'),
      waiting: sum('waiting'),
      messagesPerMinute: sum('messagesPerMinute'),
      meanFirstResponseSeconds: 42,
      firstResponses: sum('firstResponses'),
    },
  };
}
setInterval(() => toAgents('insights', insights()), 5000).unref();
