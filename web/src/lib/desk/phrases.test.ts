import { expect, test } from 'vitest';
import type { Phrase } from '../contract-work';
import { filled, fittingPhrases, inserted, typedShortcut, valuesFor } from './phrases';
import { summary } from './testing';

const phrase = (shortcut: string, change: Partial<Phrase> = {}): Phrase => ({
  id: shortcut,
  shortcut,
  title: '',
  text: '',
  isShared: true,
  ...change,
});

test('a slash begins a shortcut at the start or after a space, and nowhere else', () => {
  expect(typedShortcut('/re', 3)).toBe('re');
  expect(typedShortcut('hello /', 7)).toBe('');
  expect(typedShortcut('and/or', 6)).toBeNull();
  expect(typedShortcut('https://x', 9)).toBeNull();
});

test('shortcuts that begin so come first, one’s own before everybody’s, then titles and texts', () => {
  const all = [
    phrase('thanks', { text: 'refund' }),
    phrase('rules', { title: 'Refund rules' }),
    phrase('refund', { isShared: true }),
    phrase('ref', { isShared: false }),
    phrase('hello'),
  ];
  expect(fittingPhrases(all, 'ref').map((one) => one.shortcut)).toEqual(['ref', 'refund', 'rules', 'thanks']);
});

test('placeholders are filled in, and one without a value is left out with the space before it', () => {
  expect(filled('Hello {customer}, I am {agent}.', { customer: 'Ivan', agent: 'Li' })).toBe('Hello Ivan, I am Li.');
  expect(filled('Hello {customer}, I am {agent}.', { agent: 'Li' })).toBe('Hello, I am Li.');
  expect(filled('{unknown} stays', {})).toBe('{unknown} stays');
});

test('a customer without a name has no value', () => {
  expect(valuesFor(summary(), 'Li', 'today')).not.toHaveProperty('customer');
});

test('the phrase takes the place of what was typed', () => {
  expect(inserted('Dear, /re and more', 9, 'refund')).toEqual({ text: 'Dear, refund and more', caret: 12 });
  expect(inserted('plain ', 6, 'refund')).toEqual({ text: 'plain refund', caret: 12 });
});
