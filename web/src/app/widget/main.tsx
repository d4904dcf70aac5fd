import { render } from 'preact';
import { openChat } from '@/features/widget/chat';
import { ChatPage } from '@/features/widget/ChatPage';
import { placeOf, widgetClient } from '@/features/widget/client';
import { NoChat } from '@/features/widget/NoChat';
import { speakPreferred } from '@/features/widget/words/words';
import './widget.css';

const place = placeOf(location.search);
const [chat] = await Promise.all([place && openChat(place, widgetClient(place)), speakPreferred()]);
const root = document.getElementById('app');
if (root) render(chat ? <ChatPage chat={chat} /> : <NoChat why={place ? 'unavailable' : 'wrongAddress'} />, root);
