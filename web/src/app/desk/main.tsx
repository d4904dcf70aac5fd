import { render } from 'preact';
import { api } from '@/lib/desk/api';
import { speakPreferred } from '@/lib/i18n/language';
import { App } from './App';
import './desk.css';

// The words and the session are asked for side by side, so the first paint waits for the slower of the two only.
const [answer] = await Promise.all([api.session(), speakPreferred()]);
const root = document.getElementById('app');
if (root) render(<App session={answer.ok ? answer.value : null} problem={answer.ok ? null : answer.problem} />, root);
