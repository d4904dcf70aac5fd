// A server for looking at the pages without the real one: the same contract on invented data, in memory. Never shipped.
import { createServer } from 'node:http';
import { api, liveSockets } from './fake-api.mjs';
import { serveStatic } from './fake-static.mjs';
import { acceptLive, negotiateLive } from './fake-signalr.mjs';

const port = Number(process.env.PORT ?? 7071);

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://localhost:${port}`);
  if (url.pathname === '/health/live') return response.writeHead(200).end('{"status":"ok"}');
  if (url.pathname === '/client/negotiate') return negotiateLive(response);
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/webhooks/')) return api(request, response, url);
  return serveStatic(response, url);
});
server.on('upgrade', (request, socket, head) => acceptLive(request, socket, head, liveSockets));
server.listen(port, () => console.log(`http://localhost:${port}/desk/  (tenant demo, any name, password demo)`));
