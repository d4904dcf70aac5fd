/** The few words outside of the frame; everything else comes with the application. */
const zh = {
  open: '在线客服',
  openUnread: (count: number) => `在线客服，${count} 条未读消息`,
  close: '关闭客服窗口',
  frame: '在线客服窗口',
  invite: '您好，需要帮忙吗？',
  message: '客服发来新消息',
  no: '不用了',
};

const en: typeof zh = {
  open: 'Chat with us',
  openUnread: (count) => `Chat with us, ${count} unread`,
  close: 'Close the chat',
  frame: 'Chat window',
  invite: 'Hello, can we help?',
  message: 'There is a message for you',
  no: 'No, thank you',
};

export const wordsOf = (language: string): typeof zh => (language.startsWith('zh') ? zh : en);
