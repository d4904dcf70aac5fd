import { colleague, conversations, me, queue, reasons, supervisor, why } from './fake-data.mjs';

const iso = (ms) => new Date(ms).toISOString();
const minute = 60_000;
const zhao = { id: 'agent-zhao', name: 'Zhao Lei (demo)' };

const requests = [
  { id: 'q1', agent: zhao, presence: 'away', reason: reasons[1].id, at: iso(Date.now() - 4 * minute), state: 'asked' },
];

const document = `version: "2026-11-30.1"
tiers: [standard, silver, gold]
skills:
  - { id: refunds, name: 退款 }
hours:
  - id: office
    zone: Asia/Shanghai
defaultQueue: service
queues:
  - id: service
    name: 客服
    strategy: longestIdle
    firstResponseSeconds: 60
    maxTransfers: 5
    overflow:
      - { when: { field: queue.free, is: 0 }, do: notice, text: queue }
routes:
  - name: wechat-presale
    when: { field: channel, is: wechat-oa }
    queue: service
`;
const versions = [
  {
    version: '2026-11-30.1',
    hash: 'c0ffee11aa22',
    activatedAt: iso(Date.now() - 50 * minute),
    by: supervisor,
    note: '加入排队提示',
  },
  { version: '2026-11-24.2', hash: 'beefbeef3344', activatedAt: iso(Date.now() - 6 * 1440 * minute), by: supervisor, note: null },
];
const list = { active: versions[0].version, draft: null, items: versions };
const history = [
  {
    at: versions[0].activatedAt,
    by: supervisor,
    kind: 'activated',
    from: versions[1].version,
    to: versions[0].version,
    note: '加入排队提示',
  },
];
const faultsOf = (text) =>
  text.split('\n').flatMap((line, index) => {
    if (/strategy: (?!longestIdle|leastLoaded|weighted|lastAgentFirst)/.test(line))
      return [
        {
          line: index + 1,
          column: 15,
          path: 'queues[0].strategy',
          message: 'This is not one of longestIdle, leastLoaded, weighted, lastAgentFirst.',
          severity: 'fault',
          suggestion: 'longestIdle',
        },
      ];
    if (/maxTransfer:/.test(line))
      return [
        {
          line: index + 1,
          column: 5,
          path: 'queues[0].maxTransfer',
          message: 'There is no such member.',
          severity: 'fault',
          suggestion: 'maxTransfers',
        },
      ];
    return [];
  });

function assignment() {
  const at = Date.now() - 3 * minute;
  const stored = why(at);
  return {
    ...stored,
    policyVersion: versions[0].version,
    policyHash: versions[0].hash,
    terms: {
      priority: 20,
      units: 1,
      channel: 'wechat-oa',
      require: [{ skill: 'refunds', level: 2 }],
      prefer: [{ skill: 'english', level: 1 }],
      owner: null,
      lastAgent: me,
      only: null,
      strategy: 'longestIdle',
    },
    widenedBy: [{ afterSeconds: 30, dropPreferred: true }],
    elapsedMicroseconds: 84,
    candidates: [
      { ...stored.candidates[0], presence: 'online', weight: 1 },
      { ...stored.candidates[1], presence: 'online', weight: 2 },
      { ...stored.candidates[2], presence: 'away', reason: '午餐', weight: 1 },
      {
        agent: supervisor,
        verdict: 'lacksSkill',
        load: 0,
        capacity: 6,
        idleSince: iso(at - 40 * minute),
        presence: 'online',
        gaps: [{ skill: 'refunds', level: 2 }],
        weight: 1,
      },
    ],
  };
}

const explanations = () => [
  {
    seq: 2,
    at: iso(Date.now() - 5 * minute),
    kind: 'route',
    why: {
      policyVersion: versions[0].version,
      policyHash: versions[0].hash,
      queue,
      facts: { channel: 'wechat-oa', 'person.tier': 'silver', language: 'zh', 'queue.open': true },
      rules: [
        { level: 'route', name: 'gold-customers', held: false, failed: 'person.tier atLeast gold' },
        { level: 'route', name: 'wechat-presale', held: true, failed: null },
        { level: 'need', name: 'refund-skill', held: true, failed: null },
      ],
    },
  },
  {
    seq: 4,
    at: iso(Date.now() - 4 * minute),
    kind: 'overflow',
    why: {
      policyVersion: versions[0].version,
      policyHash: versions[0].hash,
      isFull: false,
      outlook: {
        queue: 'default',
        length: 4,
        position: 3,
        staffed: 2,
        free: 0,
        estimateSeconds: 130,
        whyNobody: 'allAtCapacity',
      },
      steps: [
        { index: 0, do: 'notice' },
        { index: 1, do: 'callback', failed: 'queue.estimateSeconds atLeast 300' },
        { index: 2, do: 'moveQueue', notBefore: iso(Date.now() + 2 * minute) },
      ],
      done: 0,
      facts: { channel: 'wechat-oa', figures: { free: 0, length: 4 } },
    },
  },
  { seq: 5, at: iso(Date.now() - 3 * minute), kind: 'assignment', why: assignment() },
  {
    seq: null,
    at: iso(Date.now()),
    kind: 'waiting',
    why: { ...assignment(), chosen: null, candidates: assignment().candidates.filter((one) => one.verdict !== 'chosen') },
  },
];

const timers = () => [
  {
    name: 'firstResponse 80 %',
    measure: 'firstResponse',
    dueAt: iso(Date.now() - 4 * minute),
    firedAt: iso(Date.now() - 4 * minute + 12),
    latenessMs: 12,
    pauses: [],
    calendarVersion: 'office@1f2e3d4c5b6a',
    state: 'fired',
  },
  {
    name: 'resolution',
    measure: 'resolution',
    dueAt: iso(Date.now() + 90 * minute),
    firedAt: null,
    latenessMs: null,
    pauses: [{ from: iso(Date.now() - 9 * minute), to: iso(Date.now() - 6 * minute) }],
    calendarVersion: 'office@1f2e3d4c5b6a',
    state: 'armed',
  },
];

const dispositions = [
  { id: 'after-sale', name: '售后', parent: null },
  { id: 'refund', name: '退款', parent: 'after-sale' },
  { id: 'exchange', name: '换货', parent: 'after-sale' },
  { id: 'question', name: '咨询', parent: null },
];

function queues() {
  const waiting = [...conversations.values()]
    .filter((held) => held.summary.phase === 'waiting')
    .map((held) => held.summary.waitingSince);
  return [
    {
      queue,
      open: true,
      length: waiting.length,
      staffed: 3,
      free: 2,
      longestWaitSince: waiting.sort()[0] ?? null,
      estimateSeconds: 95,
      whyNobody: null,
      dispositions,
      topics: [{ id: 'refund', name: '退款' }],
    },
    {
      queue: { id: 'refunds', name: '退款售后' },
      open: true,
      length: 2,
      staffed: 1,
      free: 0,
      longestWaitSince: iso(Date.now() - 5 * minute),
      estimateSeconds: 420,
      whyNobody: 'allAtCapacity',
      dispositions: [],
    },
    {
      queue: { id: 'night', name: '夜间服务' },
      open: false,
      length: 0,
      staffed: 0,
      free: 0,
      longestWaitSince: null,
      estimateSeconds: null,
      whyNobody: 'nobodySignedIn',
      dispositions: [],
    },
  ];
}

const attendance = (day) =>
  [me, colleague, zhao].map((agent, index) => ({
    agent,
    day,
    firstLogIn: `${day}T0${index}:55:00Z`,
    lastLogOut: index === 1 ? null : `${day}T10:0${index}:00Z`,
    onlineSeconds: 24_000 - index * 3_000,
    busySeconds: 15_000 - index * 2_000,
    awaySeconds: 1_800 + index * 900,
    address: `10.0.0.${index + 4}`,
  }));

const labSteps = [
  {
    at: '2026-12-04T13:50:00Z',
    local: '2026-12-04 21:50',
    what: '客户写来消息，进入队列 service',
    rule: 'wechat-presale',
    clocks: [{ measure: 'firstResponse', state: 'paused', elapsedSeconds: 0 }],
  },
  { at: '2026-12-04T13:50:00Z', local: '2026-12-04 21:50', what: '发送休息时间提示', rule: 'overflow[0]', clocks: [] },
  {
    at: '2026-12-07T01:00:00Z',
    local: '2026-12-07 09:00',
    what: '分配给 li.na',
    rule: 'longestIdle',
    clocks: [{ measure: 'firstResponse', state: 'running', elapsedSeconds: 0 }],
  },
  {
    at: '2026-12-07T01:00:40Z',
    local: '2026-12-07 09:00:40',
    what: 'li.na 回复',
    rule: null,
    clocks: [{ measure: 'firstResponse', state: 'met', elapsedSeconds: 40 }],
  },
];

const person = (id) => ({
  id,
  profile: { tier: 'gold', language: 'zh', tags: ['VIP', '老客户'], attributes: { 城市: '上海', orders: 12 }, owner: me },
  identities: [
    { id: 'i1', channel: 'wechat-oa', account: 'main', sender: 'oX7a…91c', validUntil: null, isLinked: false, changes: [] },
    {
      id: 'i2',
      channel: 'webchat',
      account: 'site',
      sender: 'v-2210',
      validUntil: null,
      isLinked: true,
      changes: [{ at: iso(Date.now() - 900 * minute), by: colleague, reason: '手机号相同' }],
    },
  ],
  conversations: [...conversations.values()].slice(10, 13).map((held) => held.summary),
});

/** Everything beside the conversations. */
export function workRoutes({ problem }) {
  const checked = ({ body }, done) => {
    const faults = faultsOf(body.text ?? '');
    return faults.length > 0
      ? [400, { type: '/problems/invalid-policy', code: 'invalid-policy', title: 'invalid', status: 400, faults }]
      : [200, done(body)];
  };
  return [
    ['GET', /^\/api\/queues$/, () => [200, { queues: queues() }]],
    ['GET', /^\/api\/conversations\/([^/]+)\/explanations$/, () => [200, { items: explanations() }]],
    ['GET', /^\/api\/conversations\/([^/]+)\/timers$/, () => [200, { items: timers() }]],
    ['GET', /^\/api\/people\/([^/]+)$/, ({ id }) => [200, person(id)]],
    ['PUT', /^\/api\/people\/([^/]+)\/profile$/, ({ id }) => [200, person(id)]],
    ['GET', /^\/api\/presence\/requests$/, () => [200, { items: requests }]],
    [
      'POST',
      /^\/api\/presence\/requests$/,
      ({ body }) => {
        requests.push({ id: `q${requests.length + 1}`, agent: me, ...body, at: iso(Date.now()), state: 'asked' });
        return [200, requests.at(-1)];
      },
    ],
    [
      'POST',
      /^\/api\/presence\/requests\/([^/]+)$/,
      ({ id, body }) => {
        const request = requests.find((one) => one.id === id);
        if (!request) return problem(404, 'not-found');
        request.state = body.approve ? 'approved' : 'refused';
        return [200, request];
      },
    ],
    ['GET', /^\/api\/attendance$/, ({ url }) => [200, { items: attendance(url.searchParams.get('day')) }]],
    ['GET', /^\/api\/admin\/policies$/, () => [200, list]],
    ['GET', /^\/api\/admin\/policies\/history$/, () => [200, { items: history }]],
    [
      'GET',
      /^\/api\/admin\/policies\/diff$/,
      () => [
        200,
        {
          changes: [
            { path: 'queues[service].maxTransfers', from: '3', to: '5' },
            { path: 'queues[service].overflow[0]', from: null, to: 'notice when queue.free is 0' },
          ],
        },
      ],
    ],
    ['GET', /^\/api\/admin\/policies\/([^/]+)$/, ({ id }) => [200, { version: id, hash: 'c0ffee11aa22', text: document }]],
    ['POST', /^\/api\/admin\/policies\/validate$/, ({ body }) => [200, { faults: faultsOf(body.text ?? '') }]],
    [
      'PUT',
      /^\/api\/admin\/policies\/draft$/,
      (asked) => checked(asked, (body) => (list.draft = { text: body.text, by: supervisor })),
    ],
    [
      'POST',
      /^\/api\/admin\/policies\/activate$/,
      ({ body }) => {
        const version = `2026-11-30.${versions.length}`;
        history.unshift({
          at: iso(Date.now()),
          by: supervisor,
          kind: 'activated',
          from: list.active,
          to: version,
          note: body.note ?? null,
        });
        versions.unshift({
          version,
          hash: 'feedc0de7788',
          activatedAt: iso(Date.now()),
          by: supervisor,
          note: body.note ?? null,
        });
        list.active = version;
        list.draft = null;
        return [200, { version }];
      },
    ],
    [
      'POST',
      /^\/api\/admin\/policies\/rollback$/,
      ({ body }) => {
        history.unshift({
          at: iso(Date.now()),
          by: supervisor,
          kind: 'rolledBack',
          from: list.active,
          to: body.version,
          note: body.note ?? null,
        });
        list.active = body.version;
        return [200, {}];
      },
    ],
    [
      'POST',
      /^\/api\/admin\/lab$/,
      ({ body }) =>
        body.script.includes('does: fly')
          ? [
              400,
              {
                code: 'invalid-script',
                status: 400,
                faults: [{ line: 12, column: 11, path: 'story[0].does', message: 'There is no such act.', suggestion: 'write' }],
              },
            ]
          : [200, { steps: labSteps, elapsedMs: 3.4 }],
    ],
  ];
}
