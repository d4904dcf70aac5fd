import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompress } from './tools/precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The one script that stands in other people's pages: a classic one, whole in itself, under a name that never changes. It is built after the pages, into the
 * same folder, and compresses what both left there.
 */
export default defineConfig({
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    rolldownOptions: {
      input: here('./src/app/widget/loader.ts'),
      output: { format: 'iife', entryFileNames: 'widget.js' },
    },
  },
  plugins: [precompress()],
});
