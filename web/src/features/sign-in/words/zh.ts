export interface SecurityWords {
  title: string;
  sessions: string;
  here: string;
  begun: (at: string) => string;
  seen: (at: string) => string;
  end: string;
  endOthers: string;
  factor: string;
  isOff: string;
  isOn: (codesLeft: number) => string;
  setUp: string;
  enterKey: string;
  openApp: string;
  code: string;
  confirm: string;
  keepCodes: string;
  kept: string;
  remove: string;
  removeAsk: string;
  isDuty: string;
  dutyTitle: string;
  dutyWhy: string;
  owedTitle: string;
  owedAsk: string;
  otherAccount: string;
}

export const zh: SecurityWords = {
  title: '账号安全',
  sessions: '已登录的设备',
  here: '当前设备',
  begun: (at) => `登录于 ${at}`,
  seen: (at) => `最近使用 ${at}`,
  end: '退出',
  endOthers: '退出其他所有设备',
  factor: '两步验证',
  isOff: '登录时只需要密码。开启后，还需要验证器应用中的一次性验证码。',
  isOn: (codesLeft) => `已开启。剩余恢复码 ${codesLeft} 个。`,
  setUp: '开启两步验证',
  enterKey: '在验证器应用中添加账号，输入下面的密钥，再填写应用显示的 6 位验证码。',
  openApp: '在本机的验证器应用中打开',
  code: '验证码',
  confirm: '确认',
  keepCodes: '请抄写并妥善保管这些恢复码。手机不在身边时，每个恢复码可以代替验证码使用一次。它们不会再次显示。',
  kept: '我已保管好',
  remove: '关闭两步验证',
  removeAsk: '填写一个验证码或恢复码以关闭。',
  isDuty: '公司要求使用两步验证，不能关闭。手机丢失时，请让主管为你重置。',
  dutyTitle: '开启两步验证',
  dutyWhy: '公司要求登录时使用两步验证：除密码外，还需要验证器应用中的一次性验证码。开启后即可进入工作台。',
  owedTitle: '两步验证',
  owedAsk: '验证器应用中的验证码，或一个恢复码',
  otherAccount: '换一个账号登录',
};
