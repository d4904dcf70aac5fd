import { frameListens, type Hello, type ToFrame, type ToPage } from '../wire';

/**
 * The application, in a frame of our own origin: the page's scripts cannot read what is said in it, and the page's style and policy end at its edge. The two
 * talk over a port that is given to our origin only, whoever may have navigated the frame meanwhile.
 */
export function openFrame(address: URL, title: string, hello: () => Hello, heard: (word: ToPage) => void) {
  const frame = document.createElement('iframe');
  frame.src = address.href;
  frame.title = title;
  frame.allow = 'clipboard-write';
  // It may do what a chat needs, and never lead the page elsewhere.
  frame.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox',
  );
  let port: MessagePort | null = null;
  let waiting: ToFrame[] = [];

  function onMessage(event: MessageEvent) {
    if (event.source !== frame.contentWindow || event.origin !== address.origin || event.data !== frameListens) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (told: MessageEvent<ToPage>) => heard(told.data);
    frame.contentWindow?.postMessage(hello(), address.origin, [channel.port2]);
    waiting.forEach((word) => port?.postMessage(word));
    waiting = [];
  }
  addEventListener('message', onMessage);

  return {
    frame,
    tell(word: ToFrame) {
      if (port) port.postMessage(word);
      else waiting.push(word);
    },
    focus: () => frame.focus(),
    remove() {
      removeEventListener('message', onMessage);
      port?.close();
      frame.remove();
    },
  };
}

export type Frame = ReturnType<typeof openFrame>;
