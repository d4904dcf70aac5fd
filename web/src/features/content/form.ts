import type { Content, Order } from '@/lib/contract';

/** What can be sent in a reply's place, in the order of its tabs. */
export const contentKinds = ['place', 'page', 'miniProgram', 'choices', 'orderCard', 'template'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** The kind by which the server's rules say what a channel carries. */
export const itemKinds: Readonly<Record<ContentKind, string>> = {
  place: 'location',
  page: 'link',
  miniProgram: 'card',
  choices: 'postback',
  orderCard: 'order',
  template: 'text',
};

/** The fields of all kinds, as they are typed. */
export type Fields = Readonly<Record<string, string>>;

const mostOptions = 10;
const mostParameters = 20;

const lines = (text: string | undefined, most: number): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, most);

const number = (text: string | undefined): number | null =>
  text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);

const isAddress = (text: string): boolean => /^https?:\/\/\S+\.\S+/.test(text);

/** What the fields say; null while something is missing. What more speaks against it says the server's preview. */
export function contentOf(kind: ContentKind, fields: Fields, order: Order | null = null): Content | null {
  const of = (name: string): string => (fields[name] ?? '').trim();
  switch (kind) {
    case 'place': {
      const [latitude, longitude] = [number(fields['latitude']), number(fields['longitude'])];
      if (latitude === null || longitude === null) return null;
      return { type: 'place', location: { latitude, longitude, label: of('label') || null, address: of('address') || null } };
    }
    case 'page':
      if (!isAddress(of('url'))) return null;
      return { type: 'page', link: { title: of('title') || of('url'), url: of('url'), description: of('description') || null } };
    case 'miniProgram':
      if (of('appId') === '' || of('cardTitle') === '' || of('path') === '') return null;
      return { type: 'miniProgram', card: { title: of('cardTitle'), appId: of('appId'), path: of('path') } };
    case 'choices': {
      const options = lines(fields['options'], mostOptions).map((title, index) => ({ id: `c${index + 1}`, title }));
      return of('question') === '' || options.length === 0 ? null : { type: 'choices', body: of('question'), options };
    }
    case 'orderCard': {
      if (of('order') === '') return null;
      const typed = {
        id: of('order'),
        total: of('total') || null,
        currency: of('currency') || null,
        status: of('status') || null,
      };
      const link = isAddress(of('orderLink')) ? { title: of('order'), url: of('orderLink') } : null;
      return { type: 'orderCard', order: { ...(order ?? { lines: [] }), ...typed }, link };
    }
    case 'template':
      if (of('template') === '' || of('language') === '') return null;
      return {
        type: 'template',
        name: of('template'),
        language: of('language'),
        parameters: lines(fields['parameters'], mostParameters),
      };
  }
}

/** The fields of a content that the window begins with. */
export function fieldsOf(content: Content | undefined): Fields {
  if (content?.type !== 'orderCard') return { language: 'zh_CN' };
  const { order, link } = content;
  return {
    language: 'zh_CN',
    order: order.id,
    total: order.total ?? '',
    currency: order.currency ?? '',
    status: order.status ?? '',
    orderLink: link?.url ?? '',
  };
}
