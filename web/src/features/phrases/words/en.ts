import type { PhrasesWords } from './zh';

export const en: PhrasesWords = {
  add: 'New phrase',
  edit: 'Change the phrase',
  none: 'No phrase fits.',
  mine: 'Mine',
  shared: 'Everybody’s',
  shortcut: 'Shortcut',
  shortcutHint: 'Typed after a slash in the reply field. 1 to 40 characters without spaces and slashes.',
  title: 'Title',
  text: 'Text',
  textHint: 'What can stand in it: ',
  scope: 'Who uses it',
  onlyMe: 'Only me',
  everybody: 'Every agent',
  removeAsk: (shortcut) => `Remove the phrase “/${shortcut}”?`,
  hint: 'Everybody’s phrases are kept by supervisors; your own are seen by nobody else.',
};
