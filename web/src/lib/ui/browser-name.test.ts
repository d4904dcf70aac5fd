import { expect, test } from 'vitest';
import { browserName } from './browser-name';

test('a browser that says it is others, too, is called by its own name', () => {
  expect(
    browserName(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    ),
  ).toBe('Edge · Windows');
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18 Safari/605.1.15')).toBe(
    'Safari · macOS',
  );
});

test('what nobody knows has no name', () => {
  expect(browserName('curl/8')).toBe(null);
  expect(browserName(null)).toBe(null);
});
