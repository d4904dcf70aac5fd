import { expect, test } from 'vitest';
import { inkOn, isColor } from './style';

test.each([
  ['#ffffff', '#000'],
  ['#f5c542', '#000'],
  ['#1f5fd1', '#fff'],
  ['#000000', '#fff'],
])('ink on %s is %s', (color, ink) => expect(inkOn(color)).toBe(ink));

test('ink reads on every colour', () => {
  const luminance = (hex: string) =>
    [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  for (let step = 0; step < 4096; step += 7) {
    const color = `#${[step >> 8, (step >> 4) & 15, step & 15].map((part) => part.toString(16).repeat(2)).join('')}`;
    const paper = luminance(color);
    const contrast = inkOn(color) === '#000' ? (paper + 0.05) / 0.05 : 1.05 / (paper + 0.05);
    expect(contrast, color).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(['red', '#fff', '#12345g', '', null, undefined])('%s is no colour that goes into a style', (text) =>
  expect(isColor(text)).toBe(false),
);
