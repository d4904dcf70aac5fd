import { describe, expect, test } from 'vitest';
import { isSend } from './enter';
import { en } from '../i18n/en';
import { channelGlyph } from './ChannelMark';
import { accountHue, personName } from './marks';
import { waitingStep } from './Waiting';

describe('Enter', () => {
  const enter = { key: 'Enter', shiftKey: false, altKey: false, isComposing: false, keyCode: 13 };
  test('sends', () => expect(isSend(enter)).toBe(true));
  test('with Shift breaks the line', () => expect(isSend({ ...enter, shiftKey: true })).toBe(false));
  test('that picks a candidate does not send', () => expect(isSend({ ...enter, isComposing: true })).toBe(false));
  test('that ends a composition does not send', () => expect(isSend({ ...enter, keyCode: 229 })).toBe(false));
  test('is not another key', () => expect(isSend({ ...enter, key: 'a' })).toBe(false));
});

test('waiting becomes urgent in steps', () => {
  expect([0, 59_999, 60_000, 179_999, 180_000].map(waitingStep)).toEqual(['calm', 'calm', 'notice', 'notice', 'urgent']);
});

test('a person without a name is called by the end of the id', () => {
  expect(personName({ id: 'p-0123456789', name: null })).toBe('#456789');
  expect(personName({ id: 'p', name: '小明' })).toBe('小明');
});

test('a channel not known here shows its first letters', () => expect(channelGlyph(en.channelGlyphs, 'pager')).toBe('pa'));

test('a shop keeps its colour', () => expect(accountHue('main')).toBe(accountHue('main')));
