import { conversations } from './fake-data.mjs';

/** What the channel allows, phrases, orders and search, as far as the pages need them. */

const phrases = new Map(
  [
    { id: 'p1', shortcut: 'hello', title: '问候', text: '{customer}您好，我是{agent}，请问有什么可以帮您？', isShared: true },
    { id: 'p2', shortcut: 'refund', title: '退款时效', text: '退款会在 3 到 5 个工作日内原路退回。', isShared: true },
    { id: 'p3', shortcut: 'bye', title: '', text: 'Thank you, and have a nice day.', isShared: false },
  ].map((phrase) => [phrase.id, phrase]),
);

const savedViews = new Map();

const macros = new Map(
  [
    {
      id: 'm1',
      shortcut: 'done',
      title: '致谢并结束',
      actions: [
        { type: 'reply', phrase: 'p3' },
        { type: 'label', add: ['已解决'], remove: [] },
        { type: 'close', reason: 'resolved' },
      ],
      isShared: true,
    },
  ].map((macro) => [macro.id, macro]),
);

const rules = {
  channel: 'wechat-oa',
  refusal: null,
  until: new Date(Date.now() + 3_000_000).toISOString(),
  left: 3,
  hasTemplates: true,
  maxTextLength: 2048,
  textUnit: 'utf8Bytes',
  sends: ['text', 'image', 'link'],
  hasTyping: true,
};

const kinds = { place: 'location', page: 'link', choices: 'postback', orderCard: 'order', template: 'text' };

function preview({ content }) {
  const kind = kinds[content?.type] ?? 'text';
  const isShown = rules.sends.includes(kind);
  const words =
    content?.type === 'choices'
      ? [content.body, ...content.options.map((option, index) => `${index + 1}. ${option.title}`)].join('\n')
      : content?.type === 'place'
        ? [content.location.label, content.location.address, 'https://www.openstreetmap.org/'].filter(Boolean).join('\n')
        : [content?.order?.id, content?.order?.total, content?.order?.status].filter(Boolean).join('\n');
  return {
    refusal: null,
    sentAs: isShown ? kind : 'text',
    words: isShown ? null : words,
    length: 40,
    maxTextLength: 2048,
    isTooLong: false,
  };
}

function search(query) {
  const wanted = (query.get('q') ?? '').toLowerCase();
  const all = [...conversations.values()].map((held) => held.summary);
  const items = all
    .filter((summary) => `${summary.person.name} ${summary.lastText} ${summary.id}`.toLowerCase().includes(wanted))
    .filter((summary) => !query.get('channel') || summary.channel === query.get('channel'))
    .slice(0, 100)
    .map((conversation) => ({ conversation, in: wanted ? 'text' : 'filter', excerpt: null }));
  return { items, looked: all.length, read: Math.min(all.length, 300), isWhole: all.length < 300 };
}

export const composeRoutes = [
  ['GET', /^\/api\/conversations\/([^/]+)\/reply-rules$/, () => [200, rules]],
  ['POST', /^\/api\/conversations\/([^/]+)\/reply-rules\/preview$/, ({ body }) => [200, preview(body)]],
  ['POST', /^\/api\/conversations\/([^/]+)\/typing$/, () => [204]],
  ['GET', /^\/api\/conversations\/([^/]+)\/drafts$/, () => [200, { items: [] }]],
  [
    'PUT',
    /^\/api\/conversations\/([^/]+)\/drafts\/(reply|note|whisper)$/,
    ({ body, action }) => [
      200,
      { kind: action, text: body.text, revision: Date.now(), changedAt: new Date().toISOString(), browser: null },
    ],
  ],
  [
    'POST',
    /^\/api\/conversations\/([^/]+)\/viewing$/,
    ({ body }) => [200, { items: body.isOver ? [] : [{ id: 'agent-wang', name: 'Wang Fang (demo)' }] }],
  ],
  ['GET', /^\/api\/macros$/, () => [200, { items: [...macros.values()] }]],
  [
    'PUT',
    /^\/api\/macros\/([^/]+)$/,
    ({ id, body }) => {
      macros.set(id, { id, ...body });
      return [200, macros.get(id)];
    },
  ],
  ['DELETE', /^\/api\/macros\/([^/]+)$/, ({ id }) => (macros.delete(id), [204])],
  ['GET', /^\/api\/views$/, () => [200, { items: [...savedViews.values()] }]],
  [
    'PUT',
    /^\/api\/views\/([^/]+)$/,
    ({ id, body }) => {
      savedViews.set(id, { id, ...body });
      return [200, savedViews.get(id)];
    },
  ],
  ['DELETE', /^\/api\/views\/([^/]+)$/, ({ id }) => (savedViews.delete(id), [204])],
  ['GET', /^\/api\/phrases$/, () => [200, { items: [...phrases.values()] }]],
  [
    'PUT',
    /^\/api\/phrases\/([^/]+)$/,
    ({ id, body }) => {
      phrases.set(id, { id, ...body });
      return [200, { id, ...body }];
    },
  ],
  ['DELETE', /^\/api\/phrases\/([^/]+)$/, ({ id }) => (phrases.delete(id), [204])],
  ['GET', /^\/api\/search$/, ({ url }) => [200, search(url.searchParams)]],
  [
    'GET',
    /^\/api\/orders\/([^/]+)\/[^/]+\/[^/]+$/,
    ({ url }) => {
      const id = decodeURIComponent(url.pathname.split('/').at(-1));
      return [
        200,
        {
          id,
          total: '268.00',
          currency: 'CNY',
          status: 'PAID',
          lines: [
            { title: '羊毛外套（演示）', quantity: 1, price: '238.00' },
            { title: '围巾（演示）', quantity: 1, price: '30.00' },
          ],
        },
      ];
    },
  ],
];
