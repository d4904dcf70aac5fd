import { createSpeech } from '@/lib/i18n/speech';
import { en } from './en';
import { zh, type WidgetWords } from './zh';

/** Both languages come along: together they are smaller than one more request is long, and the visitor is waiting. */
export const { speakPreferred, switchLanguage, useWords, useLanguage } = createSpeech<WidgetWords>({
  'zh-CN': () => Promise.resolve(zh),
  en: () => Promise.resolve(en),
});
