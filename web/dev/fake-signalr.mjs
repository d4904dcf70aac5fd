import { WebSocketServer } from 'ws';

const recordSeparator = '\u001e';
const sockets = new WebSocketServer({ noServer: true });

export function negotiateLive(response) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({
      negotiateVersion: 1,
      connectionId: 'fake',
      connectionToken: 'fake',
      availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
    }),
  );
}

/** The JSON hub protocol as far as a page that only listens needs it. */
export function acceptLive(request, socket, head, live) {
  sockets.handleUpgrade(request, socket, head, (connection) => {
    const token = new URL(request.url, 'http://localhost').searchParams.get('access_token') ?? '';
    const client = {
      token,
      send: (target, argument) => connection.send(JSON.stringify({ type: 1, target, arguments: [argument] }) + recordSeparator),
      drop: () => connection.terminate(),
    };
    let greeted = false;
    connection.on('message', () => {
      if (greeted) return;
      greeted = true;
      connection.send(`{}${recordSeparator}`);
      live.add(client);
    });
    const ping = setInterval(() => connection.send(`{"type":6}${recordSeparator}`), 1000);
    connection.on('close', () => {
      clearInterval(ping);
      live.delete(client);
    });
  });
}
