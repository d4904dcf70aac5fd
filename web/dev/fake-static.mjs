import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'";

export async function serveStatic(response, url) {
  if (url.pathname === '/') return response.writeHead(302, { Location: '/desk/' }).end();
  const path = url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname;
  if (path.includes('..')) return response.writeHead(400).end();
  try {
    const content = await readFile(new URL(`../dist${path}`, import.meta.url));
    response.writeHead(200, {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
