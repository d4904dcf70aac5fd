import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompress } from './tools/precompress.ts';

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
    },
  },
  plugins: [precompress()],
  server: { proxy: proxyToServer() },
});

/** In development the pages come from Vite and everything else from the server (the real one, or `npm run fake`). */
function proxyToServer() {
  const target = process.env['OMNI_SERVER'] ?? 'http://localhost:7071';
  return Object.fromEntries(['/api', '/webhooks', '/live', '/client', '/health'].map((path) => [path, { target, ws: true }]));
}
