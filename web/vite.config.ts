import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  appType: 'mpa',
  resolve: { alias: { '@': here('./src') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    manifest: true,
    // The page's policy allows no data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    // Each browser that reads ES2022 preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { desk: here('./desk/index.html'), widget: here('./widget/index.html') },
      output: { codeSplitting: { groups: [{ name: chunkOf }] } },
    },
  },
  server: { proxy: proxyToServer() },
});

/**
 * Two shared files, or each part that is opened later would cut the first download into many: what both pages use, and what the desk's
 * parts use among themselves. Languages and what is imported late stay on their own.
 */
function chunkOf(id: string): string | null {
  const path = id.replaceAll('\\', '/');
  if (/node_modules\/preact|src\/lib\/([a-z]+\.ts|live\/|i18n\/(speech|times|shape)|ui\/(Icon|enter))/.test(path)) return 'base';
  return /src\/lib\//.test(path) && !/i18n\/(zh|en)\.ts/.test(path) ? 'lib' : null;
}

/** In development the pages come from Vite and everything else from the server (the real one, or `npm run fake`). */
function proxyToServer() {
  const target = process.env['OMNI_SERVER'] ?? 'http://localhost:7071';
  return Object.fromEntries(['/api', '/webhooks', '/live', '/client', '/health'].map((path) => [path, { target, ws: true }]));
}
