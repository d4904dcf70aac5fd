import type { ReplyRules } from '@/lib/contract';

const utf8 = new TextEncoder();

/** Of a text, as its channel counts: some count bytes, of which a Chinese character has three. */
export const lengthOf = (text: string, unit: ReplyRules['textUnit']): number =>
  unit === 'utf8Bytes' ? utf8.encode(text).length : text.length;
