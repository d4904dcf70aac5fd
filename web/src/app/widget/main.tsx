import { render } from 'preact';
import { speakPreferred, useWords } from '@/lib/i18n/language';
import './widget.css';

function Widget() {
  return <main>{useWords().widget.connecting}</main>;
}

await speakPreferred();
const root = document.getElementById('app');
if (root) render(<Widget />, root);
