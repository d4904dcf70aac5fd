import { render } from 'preact';
import { api } from '@/lib/desk/api';
import { enter } from '@/lib/desk/enter';
import { speakPreferred } from '@/lib/i18n/language';
import { App } from './App';
import './desk.css';

// The words and the session are asked for side by side, so the first paint waits for the slower of the two only.
const [answer] = await Promise.all([api.session(), speakPreferred()]);
if (answer.ok) enter(answer.value);
const root = document.getElementById('app');
root?.replaceChildren();
if (root) render(<App problem={answer.ok ? null : answer.problem} />, root);
