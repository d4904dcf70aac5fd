const minute = 60_000;
const iso = (ms) => new Date(ms).toISOString();

export const me = { id: 'agent-li', name: 'Li Na (demo)' };
export const colleague = { id: 'agent-wang', name: 'Wang Fang (demo)' };
export const supervisor = { id: 'agent-chen', name: 'Chen Wei (demo)' };
export const reasons = [
  { id: 'lunch', name: '午餐', presence: 'away', needsApproval: false },
  { id: 'training', name: '培训', presence: 'away', needsApproval: true },
];
export const queue = { id: 'default', name: '售前咨询' };

export const agents = [
  { ...me, presence: 'online', load: 3, capacity: 6 },
  { ...colleague, presence: 'online', load: 2, capacity: 5 },
  { id: 'agent-zhao', name: 'Zhao Lei (demo)', presence: 'away', load: 0, capacity: 5, reason: '午餐' },
  { ...supervisor, presence: 'online', load: 0, capacity: 6 },
];

export const conversations = new Map();

export function why(now) {
  return {
    at: iso(now),
    policyVersion: 3,
    queue,
    waitingSince: iso(now - 4000),
    chosen: me.id,
    furtherCandidates: 0,
    candidates: [
      { agent: me, verdict: 'chosen', load: 2, capacity: 6, idleSince: iso(now - 9 * minute) },
      { agent: colleague, verdict: 'lessIdle', load: 2, capacity: 5, idleSince: iso(now - 2 * minute) },
      { agent: { id: 'agent-zhao', name: 'Zhao Lei (demo)' }, verdict: 'away', load: 0, capacity: 5, idleSince: null },
    ],
  };
}

const names = ['王小明', '陈静', null, 'Sofia Marin', '李建国', '赵敏', null, 'Tom Becker', '周杰', '吴倩'];
const texts = [
  '你好,我的订单什么时候发货?',
  '可以改一下收货地址吗?',
  '收到的杯子有一个小缺口,想申请换货。',
  'Hi, does this come in another colour?',
  '谢谢!',
  '发票抬头可以修改吗',
  '优惠券用不了,提示“不满足条件”',
  '在吗?',
];
const replies = [
  '您好,我帮您查一下,请稍等。',
  '已经为您修改好了。',
  '非常抱歉给您带来不便,请把照片发给我们看一下。',
  'Yes, it also comes in sand and in deep green.',
];

/** One conversation with a believable history; `shape` is the phase and who holds it. */
export function seed(
  index,
  { phase, holder = null, channel, messages = 6, waitedMs = 40_000, breached = false, account = 'main', after = [], change = {} },
) {
  const now = Date.now();
  const opened = now - waitedMs - messages * minute;
  const id = `c-${String(index).padStart(6, '0')}`;
  const entries = [];
  const add = (at, type, rest) => entries.push({ seq: entries.length + 1, at: iso(at), type, ...rest });
  const say = (at, item) =>
    add(at, 'customerMessage', {
      messageKey: `m${index}-${entries.length}`,
      channel,
      item,
      sentAt: iso(at),
      receivedAt: iso(at + 30),
    });
  add(opened, 'opened', { queue });
  say(opened, { kind: 'text', text: texts[index % texts.length] });
  add(opened + 20, 'queued', { queue, reason: 'firstMessage' });
  if (holder) add(opened + 4000, 'offered', { agent: holder, expiresAt: iso(now + 25_000), why: why(opened + 4000) });
  if (phase === 'serving' || phase === 'closed') add(opened + 9000, 'accepted', { agent: holder });
  for (let turn = 0; turn < messages; turn++) {
    const at = opened + (turn + 1) * minute;
    if (!['serving', 'closed', 'waitingOnCustomer', 'snoozed', 'wrapUp', 'merged'].includes(phase)) break;
    const isReply = turn % 3 === 0 && turn < messages - 1;
    const delivery = turn === 3 ? ['rejected', 'outsideReplyWindow'] : turn === 6 ? ['unknown', null] : ['delivered', null];
    if (isReply)
      add(at, 'reply', {
        messageId: `r${index}-${turn}`,
        agent: holder,
        text: replies[(turn + index) % replies.length],
        provenance: 'typed',
        delivery: delivery[0],
        deliveryReason: delivery[1],
      });
    else say(at, item(turn, index));
  }
  if (breached) add(now - waitedMs + 30_000, 'firstResponseBreached', { dueAt: iso(now - waitedMs + 30_000), latenessMs: 12 });
  if (phase === 'closed') add(now - waitedMs, 'closed', { by: holder, reason: 'resolved' });
  for (const [type, rest] of after) add(now - 20_000, type, rest);
  const spoken = entries.filter((entry) => entry.type === 'customerMessage' || entry.type === 'reply');
  const last = spoken.at(-1);
  const answered = spoken.some((entry) => entry.type === 'reply');
  const summary = {
    id,
    version: entries.length,
    phase,
    channel,
    account,
    person: { id: `person-${(index * 7919).toString(36).padStart(8, '0')}`, name: names[index % names.length] },
    queue,
    holder,
    waitingSince: phase === 'waiting' || phase === 'offered' ? iso(now - waitedMs) : null,
    offerExpiresAt: phase === 'offered' ? iso(now + 25_000) : null,
    openedAt: iso(opened),
    lastMessageAt: last.at,
    lastText: last.text ?? last.item.text ?? '',
    lastFrom: last.type === 'reply' ? 'agent' : 'customer',
    firstResponse: {
      state: breached ? 'breached' : answered || phase === 'closed' ? 'stopped' : 'running',
      dueAt: iso(now + 45_000),
      since: iso(opened),
    },
    unanswered: last.type === 'reply' || phase === 'closed' ? 0 : 1 + (index % 3),
    ...change,
  };
  conversations.set(id, { summary, entries });
}

function item(turn, index) {
  if (turn === 2)
    return {
      kind: 'image',
      media: { id: 'i1', mime: 'image/jpeg', fileName: 'IMG_2041.jpg', url: 'https://example.com/i.jpg' },
    };
  if (turn === 4)
    return {
      kind: 'location',
      location: { latitude: 31.23042, longitude: 121.4737, label: '人民广场', address: '上海市黄浦区人民大道' },
    };
  if (turn === 5)
    return {
      kind: 'link',
      link: { title: '夏季新款马克杯 350ml', url: 'https://shop.example.com/p/1820', description: '哑光釉面,四色可选' },
    };
  if (turn === 7) return { kind: 'sticker', name: 'sticker' };
  if (turn === 8) return { kind: 'link', link: { title: 'Click me', url: 'javascript:alert(1)' } };
  if (turn === 10) return { kind: 'text', text: '<img src=x onerror=alert(1)> <b>not bold</b>' };
  return { kind: 'text', text: texts[(turn + index) % texts.length] };
}

export function seedAll(extra = 0) {
  seed(1, { phase: 'serving', holder: me, channel: 'wechat-oa', messages: 14, waitedMs: 200_000 });
  seed(2, { phase: 'serving', holder: me, channel: 'douyin', messages: 4, waitedMs: 70_000, account: 'flagship' });
  seed(3, { phase: 'serving', holder: me, channel: 'telegram', messages: 5, waitedMs: 20_000, account: 'export' });
  seed(4, { phase: 'offered', holder: me, channel: 'webchat', waitedMs: 8_000, account: 'site' });
  for (let i = 5; i < 10; i++)
    seed(i, {
      phase: 'waiting',
      channel: ['wechat-oa', 'twilio', 'mail', 'douyin', 'whatsapp'][i - 5],
      waitedMs: i * 25_000,
      breached: i > 7,
    });
  seed(10, { phase: 'serving', holder: colleague, channel: 'wechat-oa', messages: 8 });
  for (let i = 11; i < 14; i++)
    seed(i, { phase: 'closed', holder: i % 2 ? me : colleague, channel: 'wechat-oa', messages: 5, waitedMs: i * 600_000 });
  seed(14, { phase: 'serving', holder: me, channel: 'wechat-oa', messages: 640, waitedMs: 30_000 });
  const later = (hours) => iso(Date.now() + hours * 60 * minute);
  const clock = (measure, state, dueInMs) => ({ measure, state, dueAt: iso(Date.now() + dueInMs) });
  seed(20, {
    phase: 'waitingOnCustomer',
    holder: me,
    channel: 'whatsapp',
    messages: 4,
    after: [['customerAwaited', { by: me }]],
    change: { clocks: [clock('resolution', 'paused', 3_600_000)], unanswered: 0 },
  });
  seed(21, {
    phase: 'snoozed',
    holder: me,
    channel: 'mail',
    messages: 3,
    after: [['snoozed', { by: me, until: later(20) }]],
    change: { snoozedUntil: later(20), clocks: [clock('resolution', 'paused', 3_600_000)] },
  });
  seed(22, {
    phase: 'wrapUp',
    holder: me,
    channel: 'webchat',
    account: 'site',
    messages: 5,
    after: [['wrapUpBegan', { agent: me, reason: 'resolved', until: later(0.02) }]],
    change: { wrapUpUntil: later(0.02), clocks: [], unanswered: 0 },
  });
  seed(23, {
    phase: 'callbackDue',
    channel: 'twilio',
    after: [['callbackAgreed', { dueAt: later(3), zone: 'Asia/Shanghai', by: null }]],
    change: { callback: { dueAt: later(3), zone: 'Asia/Shanghai', attempt: 1, of: 3 }, clocks: [] },
  });
  seed(24, {
    phase: 'withBot',
    channel: 'wechat-oa',
    after: [
      [
        'announced',
        {
          messageId: 'b24',
          kind: 'companyWelcome',
          text: '您好，我是智能助手。发送“人工”可转接人工客服。',
          provenance: 'automaticBot',
          status: 'delivered',
        },
      ],
    ],
    change: { clocks: [] },
  });
  seed(25, {
    phase: 'serving',
    holder: me,
    channel: 'wechat-oa',
    messages: 4,
    waitedMs: 400_000,
    after: [
      ['routed', { queue, rule: 'wechat-presale' }],
      ['queued', { queue, reason: 'opened' }],
      ['assessed', { length: 4, position: 3, free: 0, step: 'notice' }],
      ['offered', { agent: colleague, expiresAt: later(0), why: why(Date.now()) }],
      ['offerMissed', { agent: colleague, dueAt: later(0) }],
      ['accepted', { agent: me }],
      [
        'announced',
        {
          messageId: 'a25',
          kind: 'queue',
          text: '您前面还有 3 位，预计等待 2 分钟。',
          provenance: 'system',
          status: 'delivered',
        },
      ],
      [
        'noteAdded',
        { messageId: 'n25', by: colleague, text: '@Li Na (demo) 这位客户上周也问过同样的问题，记得查退款单。', mentions: [me] },
      ],
      ['whispered', { messageId: 'w25', by: supervisor, to: me, text: '可以直接补发优惠券，不用再申请。' }],
      [
        'clocksChanged',
        { changes: [{ measure: 'nextResponse', fired: [{ percent: 80, isBreach: false, dueAt: later(0), firedAt: later(0) }] }] },
      ],
      ['escalated', { do: 'notify', measure: 'nextResponse', atPercent: 80 }],
      ['transferred', { by: colleague, kind: 'toAgent', queue, toAgent: me, reason: '客户要求退款' }],
    ],
    change: {
      clocks: [clock('nextResponse', 'running', 35_000), clock('resolution', 'running', 7_200_000)],
      labels: ['退款', 'VIP'],
      priority: 20,
      participants: [{ agent: supervisor, role: 'watching' }],
      topic: { id: 'refund', name: '退款' },
    },
  });
  seed(26, {
    phase: 'serving',
    holder: me,
    channel: 'douyin',
    messages: 3,
    waitedMs: 500_000,
    change: { clocks: [clock('nextResponse', 'breached', -95_000)], unanswered: 2, lastFrom: 'customer' },
  });
  for (let i = 0; i < extra; i++) seed(100 + i, { phase: 'waiting', channel: 'wechat-oa', waitedMs: i * 1000 });
}
