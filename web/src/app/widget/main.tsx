import { render } from 'preact';
import { isProblem, openChat } from '@/features/widget/chat';
import { ChatPage } from '@/features/widget/ChatPage';
import { placeOf, widgetClient } from '@/features/widget/client';
import { findHost } from '@/features/widget/host';
import { NoChat } from '@/features/widget/NoChat';
import { Opening } from '@/features/widget/Opening';
import { paintChat } from '@/features/widget/paint';
import { speakPreferred } from '@/features/widget/words/words';
import './widget.css';

const place = placeOf(location.search);
const host = await findHost();
await speakPreferred(host?.hello.language);
const root = document.getElementById('app');
paintChat(host?.hello.color ?? null, host !== null);
if (root && place) render(<Opening />, root);
const chat = place && (await openChat(place, widgetClient(place), host));
if (chat && !isProblem(chat)) paintChat(host?.hello.color ?? chat.look.color, host !== null);
if (root)
  render(
    chat && !isProblem(chat) ? (
      <ChatPage chat={chat} isKnown={Boolean(host?.hello.identity?.signature)} />
    ) : (
      <NoChat why={!place ? 'wrongAddress' : chat?.code === 'not-allowed' ? 'notHere' : 'unavailable'} />
    ),
    root,
  );
