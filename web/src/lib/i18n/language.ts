import { createSpeech } from './speech';
import type { Dictionary } from './zh';

/** The desk's words. */
export const { speakPreferred, switchLanguage, useWords, useLanguage } = createSpeech<Dictionary>({
  'zh-CN': async () => (await import('./zh')).zh,
  en: async () => (await import('./en')).en,
});
