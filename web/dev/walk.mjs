// Walks through both pages in a real browser against the fake server, checks what an agent and a visitor would see, and with a folder
// as argument leaves pictures there:  npm run build && npm run walk [-- <folder>]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { deskSteps } from './walk-desk.mjs';
import { widgetSteps } from './walk-widget.mjs';

const port = process.env.PORT ?? '7177';
const base = `http://localhost:${port}`;
const pictures = process.argv[2];
const faces = [
  { colorScheme: 'light', locale: 'zh-CN' },
  { colorScheme: 'dark', locale: 'en-US' },
];

/** Each walk begins with fresh data. */
async function startServer() {
  const server = spawn(process.execPath, [new URL('./fake-server.mjs', import.meta.url).pathname], {
    env: { ...process.env, PORT: port },
  });
  await once(server.stdout, 'data');
  return server;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** The fake server's levers. */
const lever = (path, body = {}) => fetch(`${base}/api/${path}`, { method: 'POST', body: JSON.stringify(body) });

let server;
try {
  for (const face of faces) {
    server = await startServer();
    for (const [name, steps, viewport] of [
      ['desk', deskSteps, { width: 1440, height: 860 }],
      ['widget', widgetSteps, { width: 380, height: 620 }],
    ]) {
      const context = await browser.newContext({ ...face, viewport });
      // What is about something else does not wait for the seconds in which a reply can be taken back.
      await context.addInitScript(() => localStorage.setItem('omni.undo', '0'));
      const page = await context.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.text().includes('Content Security Policy') && faults.push(message.text()));
      const picture = (step) =>
        pictures && page.screenshot({ path: `${pictures}/${name}-${face.colorScheme}-${face.locale}-${step}.png` });
      for (const [step, run] of Object.entries(steps({ page, base, lever, picture }))) {
        const started = performance.now();
        await run();
        console.log(
          `${name.padEnd(6)} ${face.locale} ${face.colorScheme.padEnd(5)}  ${step} (${Math.round(performance.now() - started)} ms)`,
        );
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
    server.kill();
    await once(server, 'exit');
  }
} finally {
  await browser.close();
  server?.kill();
}
