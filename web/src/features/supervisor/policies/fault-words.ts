/**
 * The server says what is wrong with a document in English sentences. Each is here with its Chinese one; `{}` stands for what is filled in.
 * A spec reads the server's sources and says which one is missing.
 */
const sentences: readonly (readonly [english: string, chinese: string])[] = [
  // What a value must be
  ['It takes a text, and this is {}.', '这里应为文本，现在是{}。'],
  ['It takes {} to {} characters.', '长度应为 {} 到 {} 个字符。'],
  ['It takes {} to {} characters: {}.', '长度应为 {} 到 {} 个字符：{}。'],
  ['It takes a whole number from {} to {}, and this is {}.', '应为 {} 到 {} 的整数，现在是{}。'],
  ['It takes a number, and this is {}.', '这里应为数字，现在是{}。'],
  ['It takes true or false, and this is {}.', '应为 true 或 false，现在是{}。'],
  ['It takes one of {}, and this is {}.', '应为 {} 之一，现在是{}。'],
  ['It takes a list, and this is {}.', '这里应为列表，现在是{}。'],
  ['It takes a map of {}, and this is {}.', '这里应为包含 {} 的映射，现在是{}。'],
  ['It takes a map, and this is {}.', '这里应为映射，现在是{}。'],
  ['It takes at most {} entries, and there are {}.', '最多 {} 项，现在有 {} 项。'],
  ['It takes at least {} entry.', '至少需要 {} 项。'],
  ['It takes at least {} entries.', '至少需要 {} 项。'],
  ['It takes {}, and this is {}.', '应为{}，现在是{}。'],
  ['There are at most {}, not {}.', '最多 {} 个，现在有 {} 个。'],
  ["'{}' is missing.", '缺少“{}”。'],
  ["There is no '{}' here.", '这里没有“{}”这一项。'],
  ["'{}' is already there, on line {}.", '“{}”已在第 {} 行出现。'],
  ["'{}' is already there.", '“{}”已经有了。'],
  ["There is already a {} '{}', on line {}.", '{}“{}”已在第 {} 行定义。'],
  ["There is already a {} '{}'.", '{}“{}”已经有了。'],
  ["There is no {} '{}'.", '没有{}“{}”。'],
  // The text itself
  ['The document is empty.', '文档是空的。'],
  ['There is a second document; there can be one.', '文件里有第二个文档，只能有一个。'],
  ['This is no YAML: a line is indented by spaces, and this one by a tab.', '不是有效的 YAML：缩进要用空格，这一行用了制表符。'],
  ['This is no YAML: {}', '不是有效的 YAML：{}'],
  ['This is no JSON: {}', '不是有效的 JSON：{}'],
  ['The document goes on after its end.', '文档结束之后还有内容。'],
  ['This text holds half a character (a lone surrogate).', '文本中有不完整的字符。'],
  ['It is nested deeper than {} levels.', '嵌套超过 {} 层。'],
  ['Aliases are not taken; write it out.', '不支持别名，请完整写出。'],
  ['Anchors are not taken; write it out where it is needed.', '不支持锚点，请在用到的地方完整写出。'],
  ['Tags are not taken.', '不支持标签。'],
  ['A name is one word or text.', '名称应为一个词或文本。'],
  ['The document has more than {} bytes.', '文档超过 {} 字节。'],
  ["Another document has the version '{}' already; each has its own.", '版本“{}”已被另一个文档使用，每个文档要有自己的版本号。'],
  ["'{}' means something else where a version is named.", '“{}”在版本的位置另有含义，请换一个版本号。'],
  ['A version has 1 to {} characters.', '版本号长度应为 1 到 {} 个字符。'],
  // Conditions
  ['A condition has at most {} parts, and this has {}.', '一个条件最多 {} 个部分，现在有 {} 个。'],
  [
    'A condition is { all | any | none: [...] } or { field, operator: value }, and this is {}.',
    '条件应写成 { all | any | none: [...] } 或 { field, 运算符: 值 }，现在是{}。',
  ],
  ["Nothing stands beside '{}'; put it into its list.", '“{}”旁边不能有其他项，请放进它的列表里。'],
  ["'{}' takes a list of conditions, and this is {}.", '“{}”应为条件的列表，现在是{}。'],
  ['A condition is nested at most {} deep.', '条件最多嵌套 {} 层。'],
  ["There is no '{}' in a condition.", '条件中没有“{}”这一项。'],
  ['A test has one operator of {}; this has {}.', '一个判断要有且只有一个运算符（{}），现在有 {} 个。'],
  ['A condition cannot ask about {}.', '条件不能判断{}。'],
  ["'{}' is an attribute of the profile.", '“{}”是客户资料中的自定义属性。'],
  ["'{}' can be asked with {}, not with '{}'.", '“{}”可以用 {} 判断，不能用“{}”。'],
  ["'{}' takes a list of 1 to {} values.", '“{}”应为 1 到 {} 个值的列表。'],
  // Hours
  ["There is no time zone '{}'; it takes an IANA id, as Asia/Shanghai.", '没有时区“{}”，请填写 IANA 时区，例如 Asia/Shanghai。'],
  ['The first attempt would come after the last day ({}) on which one may be agreed.', '首次回呼会晚于可约定的最后一天（{}）。'],
  [
    "'{}' can stay closed for {} days: a callback within {} may never fall into it.",
    '“{}”可能连续休息 {} 天，{} 天内的回呼可能永远轮不到。',
  ],
  ["Nothing keeps the hours '{}'.", '没有队列使用营业时间“{}”。'],
  ['No weekday has a period: it would never open.', '没有任何一天有营业时段，永远不会营业。'],
  ["'{}' is no time of day from 00:00 to 23:59.", '“{}”不是 00:00 到 23:59 的时刻。'],
  ["'{}' is no time of day from 00:00 to 24:00.", '“{}”不是 00:00 到 24:00 的时刻。'],
  ['A period from {} to {} is empty; a whole day is 00:00 to 24:00.', '{} 到 {} 的时段是空的，全天请写 00:00 到 24:00。'],
  [
    "'{}' is no reading of the wall clock as 2026-02-15T00:00, of the years {} to {}.",
    '“{}”不是 {} 到 {} 年之间、形如 2026-02-15T00:00 的时间。',
  ],
  ['An exemption ends after it begins.', '免考核时段的结束要晚于开始。'],
  ['An exemption lasts at most {} days.', '免考核时段最长 {} 天。'],
  ['It overlaps {}.', '与 {} 重叠。'],
  ["'{}' is no date of the years {} to {}.", '“{}”不是 {} 到 {} 年之间的日期。'],
  ['A working day is either like a weekday or has periods of its own.', '调休日要么按某个工作日，要么有自己的时段，二者取一。'],
  ["'{}' is no weekday; it takes one as friday.", '“{}”不是星期几，请写成 friday 这样的形式。'],
  ['Nobody works on a {}.', '{} 没有营业时段。'],
  // Queues and rules
  ['It is never reached: {} above matches always.', '永远不会用到：前面的 {} 总是成立。'],
  ['It is never reached: rules above decide all its measures, always.', '永远不会用到：前面的规则已决定了它的全部指标。'],
  ['Steps are in the order of their time, each at its own.', '各步骤应按时间先后排列，且时间各不相同。'],
  [
    'It widens nothing: dropPreferred, lowerLevelBy or addQueues is missing.',
    '没有放宽任何条件：缺少 dropPreferred、lowerLevelBy 或 addQueues。',
  ],
  ['A queue cannot add itself.', '队列不能加入自己。'],
  ["'queue' is missing: where does it move?", '缺少“queue”：要转到哪个队列？'],
  ['Only moveQueue takes a queue.', '只有 moveQueue 可以填写队列。'],
  ['Only a notice is repeated.', '只有 notice 可以重复。'],
  [
    "The queue '{}' offers no callback: it has no 'callback', or one that is not enabled.",
    '队列“{}”没有开通回呼：没有“callback”，或没有启用。',
  ],
  ['There is no text of the kind {}: the customer is told nothing.', '没有 {} 类型的话术：客户不会收到任何提示。'],
  ["There is already a disposition '{}' in this queue.", '这个队列里已有小结“{}”。'],
  ["There is no disposition '{}' in this queue.", '这个队列里没有小结“{}”。'],
  ['There is no disposition to choose: nothing could ever be closed.', '没有可选的小结，会话将无法结束。'],
  [
    'Nobody is waited for: the strategy is not lastAgentFirst, and no rule says ownerFirst.',
    '没有要等的客服：策略不是 lastAgentFirst，也没有规则写明 ownerFirst。',
  ],
  ["'{}' is already the name of {}.", '“{}”已是 {} 的名称。'],
  ['The document has no bot.', '文档中没有机器人。'],
  [
    'It asks for nothing: require, prefer, priority or ownerFirst is missing.',
    '没有任何要求：缺少 require、prefer、priority 或 ownerFirst。',
  ],
  ['A bot on duty has at least one answer.', '值班的机器人至少要有一个回答。'],
  [
    'There is no way to a person: neither handoverWords nor an unansweredLimit.',
    '没有转人工的途径：既没有 handoverWords，也没有 unansweredLimit。',
  ],
  ['It goes in circles: {}.', '规则形成了循环：{}。'],
  ["'{}' is its own ancestor.", '“{}”的上级最终指向自己。'],
  ['There are at most {} levels.', '最多 {} 级。'],
  // Targets and silence
  [
    'It has no target: firstResponseSeconds, nextResponseSeconds, resolutionSeconds or timeInQueueSeconds is missing.',
    '没有目标：缺少 firstResponseSeconds、nextResponseSeconds、resolutionSeconds 或 timeInQueueSeconds。',
  ],
  ['A target is 1 to {} seconds.', '目标应为 1 到 {} 秒。'],
  ['There are at most {} warnings.', '最多 {} 个预警。'],
  ['A warning comes at 1 to 99 per cent of the target.', '预警应在目标的 1% 到 99%。'],
  ['Warnings are in ascending order, each once.', '预警应从小到大，且不重复。'],
  ['Each reason is there once.', '每个原因只能出现一次。'],
  ["No step of '{}' is about a measure that this target has.", '“{}”的步骤都不是针对这个目标的指标。'],
  ["Warnings and the steps of '{}' come to more than {} moments of {}.", '预警与“{}”的步骤合计超过 {} 个时间点（{}）。'],
  ['{} takes no {}.', '{} 不需要 {}。'],
  ["No target climbs '{}'.", '没有目标使用升级“{}”。'],
  ['It says nothing: customer, agent or endWords is missing.', '没有内容：缺少 customer、agent 或 endWords。'],
  ["Nothing is ever moved from the agent: 'moveAfterSeconds' is missing.", '永远不会移出：缺少“moveAfterSeconds”。'],
  ['It comes after {} ({}).', '时间晚于 {}（{}）。'],
  // Texts and budgets
  ["'text' is missing; only where enabled is false there need be none.", '缺少“text”；只有 enabled 为 false 时才可以没有。'],
  ["There is no '{}', which is the default language.", '没有“{}”的文本，而它是默认语言。'],
  ['There is no placeholder {}; there are {}.', '没有占位符 {}；可用的有 {}。'],
  ['{} on {} already has a budget.', '{} 在 {} 上已有额度。'],
  ['{} is already there, as {}.', '{} 已经有了：{}。'],
];

/** What is filled in may itself be words. */
const parts: Readonly<Record<string, string>> = {
  'a map': '映射',
  'a list': '列表',
  nothing: '空值',
  'an empty text': '空文本',
  queue: '队列',
  skill: '技能',
  tier: '等级',
  team: '团队',
  escalation: '升级',
  'business hours': '营业时间',
  'presence reason': '状态原因',
  'lower-case letters, digits and hyphens': '小写字母、数字和连字符',
  'letters, digits, dots, hyphens and underscores': '字母、数字、点、连字符和下划线',
  'lower-case letters, digits, dots, hyphens and underscores': '小写字母、数字、点、连字符和下划线',
  'a language tag as zh, en or zh-TW': '语言标签，例如 zh、en 或 zh-TW',
  'a time of day from 00:00 to 24:00': '00:00 到 24:00 的时刻',
  'a date as 2026-02-17': '日期，例如 2026-02-17',
  'a date and time as 2026-02-15T00:00': '日期和时间，例如 2026-02-15T00:00',
};

const meant = / Did you mean '([^']*)'\?$/;
const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const rules = sentences.map(([english, chinese]) => ({
  // `{}` is what is filled in; braces with something in them are the sentence's own.
  form: new RegExp(`^${english.split('{}').map(quoted).join('(.+?)')}$`, 's'),
  chinese,
}));

/** The sentence in Chinese; null where there is none. What may have been meant instead is said apart. */
export function chineseOf(english: string): string | null {
  const sentence = english.replace(meant, '');
  for (const { form, chinese } of rules) {
    const found = form.exec(sentence);
    if (!found) continue;
    let filledIn = 1;
    return chinese.replace(/\{\}/g, () => {
      const part = found[filledIn++] ?? '';
      return parts[part] ?? part;
    });
  }
  return null;
}

/** The sentence as the page speaks; one that is not known here is shown as the server says it. */
export const faultText = (message: string, language: 'zh-CN' | 'en'): string =>
  language === 'en' ? message.replace(meant, '') : (chineseOf(message) ?? message);
