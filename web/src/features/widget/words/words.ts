import { createSpeech } from '@/lib/i18n/speech';
import type { WidgetWords } from './zh';

export const { speakPreferred, switchLanguage, useWords, useLanguage } = createSpeech<WidgetWords>({
  'zh-CN': async () => (await import('./zh')).zh,
  en: async () => (await import('./en')).en,
});
