import { css, inkOn, isColor } from './style';
import type { wordsOf } from './words';

/** As the application's own accent. */
const ownColor = '#1f6a6e';
const mostCounted = 99;
const bubbleIcon = 'M21 12a8 8 0 0 1-8 8H4l2-3.4A8 8 0 1 1 21 12Z';
const closeIcon = 'M5 5l14 14M19 5 5 19';

function element<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, ...children: Node[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.append(...children);
  return made;
}

/** Made node by node: a page that demands Trusted Types takes no markup from a text. */
function icon(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function button(name: string, path: string): HTMLButtonElement {
  const made = element('button', name, icon(path));
  made.type = 'button';
  return made;
}

/** The round button, what it says beside itself, and the panel over it: all there is on somebody else's page. */
export function drawBubble(
  words: ReturnType<typeof wordsOf>,
  act: { toggle(): void; near(): void; accept(): void; decline(): void },
) {
  const host = document.createElement('omni-functions');
  // An open root: a closed one keeps nobody out who wants in, and only hides the button from those who help people with screens. What is said is in the frame.
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const panel = element('div', 'panel');
  panel.hidden = true;
  const bubble = button('bubble', bubbleIcon);
  const count = element('span', 'count');
  count.hidden = true;
  count.setAttribute('aria-hidden', 'true');
  bubble.append(count);
  const text = element('button', 'text');
  text.type = 'button';
  const no = button('no', closeIcon);
  no.setAttribute('aria-label', words.no);
  const say = element('div', 'say', text, no);
  say.hidden = true;
  say.setAttribute('role', 'status');
  root.append(panel, say, bubble);

  let unread = 0;
  const label = () => {
    bubble.setAttribute('aria-label', !panel.hidden ? words.close : unread > 0 ? words.openUnread(unread) : words.open);
    bubble.setAttribute('aria-expanded', String(!panel.hidden));
  };
  label();
  bubble.addEventListener('click', act.toggle);
  for (const event of ['pointerenter', 'focus', 'touchstart']) bubble.addEventListener(event, act.near, { passive: true });
  text.addEventListener('click', act.accept);
  no.addEventListener('click', act.decline);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') act.toggle();
  });

  return {
    host,
    panel,
    /** Beside the body rather than in it: whatever the page does to its body, the bubble stands. */
    attach: () => document.documentElement.append(host),
    remove: () => host.remove(),
    paint(color: string | null | undefined, corner: string | null | undefined) {
      const known = isColor(color) ? color : ownColor;
      host.style.setProperty('--c', known);
      host.style.setProperty('--on', inkOn(known));
      host.dataset['corner'] = corner === 'left' ? 'left' : 'right';
    },
    show(open: boolean) {
      panel.hidden = !open;
      if (open) say.hidden = true;
      label();
    },
    count(next: number) {
      unread = next;
      count.hidden = next === 0;
      count.textContent = next > mostCounted ? `${mostCounted}+` : String(next);
      label();
    },
    say(words: string | null) {
      say.hidden = words === null;
      if (words !== null) text.textContent = words;
    },
    focus: () => bubble.focus(),
  };
}
