import { render } from 'preact';
import { api } from '@/lib/desk/api';
import { enter } from '@/lib/desk/enter';
import { speakPreferred } from '@/lib/i18n/language';
import { App } from './App';
import './desk.css';

/** A first list that takes longer than this after the session comes by itself: the desk does not stay blank for it. */
const patienceMs = 60;

// The words, the session and the first list are asked for side by side, so the first paint waits for the slowest of them only.
const list = api.firstList();
const [answer] = await Promise.all([api.session(), speakPreferred()]);
if (answer.ok) {
  const first = await Promise.race([list, new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))]);
  enter(answer.value, first?.ok ? first.value : null);
}
const root = document.getElementById('app');
root?.replaceChildren();
if (root) render(<App problem={answer.ok ? null : answer.problem} />, root);
