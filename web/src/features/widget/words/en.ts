import type { WidgetWords } from './zh';

export const en: WidgetWords = {
  title: 'Chat with us',
  log: 'Messages',
  message: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  tooLong: (over) => `${over} characters too long`,
  none: 'Hello! How can we help?',
  waiting: 'We have your message and are finding somebody for you…',
  serving: (agent) => `${agent} is with you`,
  servingUnnamed: 'Somebody is with you',
  closed: 'This conversation is closed. Write again to start anew.',
  unreachable: 'The connection was lost. Trying again…',
  sending: 'Sending',
  failed: 'Not sent',
  retry: 'Try again',
  agent: 'Agent',
  unavailable: 'The chat cannot be opened at the moment. Please try again later.',
  wrongAddress: 'The address of this chat is incomplete. Please tell the owner of the site.',
  language: '中文',
};
