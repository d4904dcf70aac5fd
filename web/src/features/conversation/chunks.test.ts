import { expect, test } from 'vitest';
import type { Entry } from '@/lib/contract';
import { at, says } from '@/lib/desk/testing';
import { en } from '@/lib/i18n/en';
import { zh } from '@/lib/i18n/zh';
import { chunksOf, type Row } from './chunks';
import { linesOf } from './lines';

const rowsOf = (entries: Entry[], language: 'en' | 'zh-CN' = 'en'): Row[] =>
  linesOf(entries, Date.parse(at), language, language === 'en' ? en : zh).map((line) => ({
    line,
    delivery: undefined,
    isRecalled: false,
  }));
const said = Array.from({ length: 220 }, (_, n) => says(n + 1));
const rows = (chunks: ReturnType<typeof chunksOf>) => chunks.flatMap((chunk) => chunk.rows.map((row) => row.line));

test('every row is in one chunk, in its order', () => {
  const lines = rowsOf(said).map((row) => row.line);
  expect(rows(chunksOf(rowsOf(said), []))).toEqual(lines);
});

test('a message that comes changes the last chunk only', () => {
  const before = chunksOf(rowsOf(said), []);
  const after = chunksOf(rowsOf([...said, says(221)]), before);
  expect(after.slice(0, -1).every((chunk, index) => chunk === before[index])).toBe(true);
  expect(after.at(-1)).not.toBe(before.at(-1));
  expect(after.at(-1)?.rows.length).toBe((before.at(-1)?.rows.length ?? 0) + 1);
});

test('an earlier page changes the chunk that it meets only', () => {
  const before = chunksOf(rowsOf(said.slice(120)), []);
  const after = chunksOf(rowsOf(said.slice(20)), before);
  expect(after.slice(-2)).toEqual(before.slice(-2));
  expect(after.at(-1)).toBe(before.at(-1));
  expect(after.at(-2)).toBe(before.at(-2));
  expect(after.find((chunk) => chunk.key === before[0]?.key)).not.toBe(before[0]);
});

test('a delivery that became known draws its chunk anew and no other', () => {
  const now = rowsOf(said);
  const before = chunksOf(now, []);
  const delivered: Row[] = now.map((row) =>
    row.line.key === '60' ? { ...row, delivery: { status: 'delivered', reason: null } } : row,
  );
  const after = chunksOf(delivered, before);
  expect(after.map((chunk, index) => chunk === before[index])).toEqual([true, false, true, true, true]);
});

test('another language draws anew what says something in it', () => {
  const event = { seq: 61, at, type: 'accepted', agent: { id: 'a', name: 'A' } } as unknown as Entry;
  const withEvent = [...said.slice(0, 60), event, ...said.slice(61)];
  const before = chunksOf(rowsOf(withEvent), []);
  const after = chunksOf(rowsOf(withEvent, 'zh-CN'), before);
  expect(after.find((chunk) => chunk.key === 1)).not.toBe(before.find((chunk) => chunk.key === 1));
});

test("a message that is shown at another record's place is drawn with that one, so that no chunk comes twice", () => {
  const late: Entry = { ...says(120), sentAt: at, shownBefore: 10 };
  const entries = [...said.slice(0, 119).map((entry) => ({ ...entry, sentAt: '2026-01-05T09:00:00.000Z' })), late];
  expect(chunksOf(rowsOf(entries), []).map((chunk) => chunk.key)).toEqual([0, 1, 2]);
});
