import { expect, test } from 'vitest';
import { safeLink } from './safe-link';

test.each(['https://example.com/a?b=1', 'http://example.com/'])('%s may be opened', (address) =>
  expect(safeLink(address)).toBe(address),
);

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//example.com',
  '/desk/',
  '',
  undefined,
])('%s may not', (address) => expect(safeLink(address)).toBeNull());
