import type { SecurityWords } from './zh';

export const en: SecurityWords = {
  title: 'Account security',
  sessions: 'Where you are signed in',
  here: 'This device',
  begun: (at) => `Signed in ${at}`,
  seen: (at) => `Last used ${at}`,
  end: 'Sign out',
  endOthers: 'Sign out everywhere else',
  factor: 'Second factor',
  isOff: 'You sign in with your password alone. With a second factor you also enter a code from an authenticator app.',
  isOn: (codesLeft) => `On. Recovery codes left: ${codesLeft}.`,
  setUp: 'Set up a second factor',
  enterKey: 'Add an account in your authenticator app, enter the key below, and then type the six digits that the app shows.',
  openApp: 'Open in an app on this device',
  code: 'Code',
  confirm: 'Confirm',
  keepCodes:
    'Write these recovery codes down and keep them safe. Each one takes the place of a code once, when you do not have your phone. They are not shown again.',
  kept: 'I have kept them',
  remove: 'Take the second factor away',
  removeAsk: 'Enter a code or a recovery code to take it away.',
  isDuty: 'Your company asks for a second factor: it cannot be taken away. If you lose your phone, a supervisor resets it.',
  dutyTitle: 'Set up a second factor',
  dutyWhy:
    'Your company asks for a second factor at the sign-in: besides the password, a code from an authenticator app. Set it up to go on to the desk.',
  owedTitle: 'Second factor',
  owedAsk: 'Code of your authenticator app, or a recovery code',
  otherAccount: 'Sign in as somebody else',
};
