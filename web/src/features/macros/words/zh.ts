import type { Shape } from '@/lib/i18n/shape';

export const zh = {
  hint: '确认后按顺序执行。遇到被拒绝的一步就停止，后面的不再尝试。',
  run: '执行',
  running: '正在执行…',
  goOn: '从这里继续',
  reply: '回复',
  addLabels: (labels: string) => `添加标签：${labels}`,
  removeLabels: (labels: string) => `移除标签：${labels}`,
  priority: (points: number) => `优先级设为 ${points}`,
  snooze: (time: string) => `搁置 ${time}`,
  snoozeOpen: '搁置到客户发消息',
  transfer: (queue: string) => `转接到队列“${queue}”`,
  close: (reason: string) => `结束会话 · ${reason}`,
  done: '已完成',
  refused: '被拒绝',
  notTried: '未尝试',
  partly: (done: number, of: number) => `${of} 步中完成了 ${done} 步，后面的没有尝试。`,
  noneDone: '一步也没有完成，后面的没有尝试。',
  gone: '这条会话已经不在这里了。',
  faults: {
    phraseGone: '话术已被移除。',
    mayNotReply: '你现在不能在这里回复客户。',
    tooLong: '话术超过了渠道的字数上限。',
    notNow: '现在不能做这一步。',
  },
};

export type MacroWords = Shape<typeof zh>;
