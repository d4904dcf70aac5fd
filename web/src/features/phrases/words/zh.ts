import type { Shape } from '@/lib/i18n/shape';

export const zh = {
  add: '新建话术',
  edit: '修改话术',
  none: '没有符合的话术。',
  mine: '我的',
  shared: '公共',
  shortcut: '快捷词',
  shortcutHint: '在回复框输入 / 加快捷词即可使用。1–40 字，不含空格和斜杠。',
  title: '标题',
  text: '内容',
  textHint: '可用变量：',
  scope: '谁可以使用',
  onlyMe: '只有我',
  everybody: '所有客服',
  removeAsk: (shortcut: string) => `移除话术“/${shortcut}”？`,
  hint: '公共话术由主管维护，个人话术只有自己能看到。',
};

export type PhrasesWords = Shape<typeof zh>;
