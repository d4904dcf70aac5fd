import type { Shape } from '@/lib/i18n/shape';

export const zh = {
  title: '在线客服',
  log: '聊天记录',
  message: '消息',
  placeholder: '请输入消息…',
  send: '发送',
  tooLong: (over: number) => `超出 ${over} 字`,
  none: '您好，请问有什么可以帮您？',
  waiting: '已收到您的消息，正在为您安排客服…',
  serving: (agent: string) => `${agent} 正在为您服务`,
  servingUnnamed: '客服正在为您服务',
  closed: '会话已结束。再次发送消息即可重新开始。',
  unreachable: '连接中断，正在重试…',
  sending: '发送中',
  failed: '发送失败',
  retry: '重试',
  agent: '客服',
  unavailable: '客服窗口暂时无法打开，请稍后再试。',
  wrongAddress: '客服窗口的地址不完整，请联系网站管理员。',
  language: 'English',
};

export type WidgetWords = Shape<typeof zh>;
