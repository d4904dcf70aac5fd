import { useLanguage } from '@/lib/i18n/language';
import { en } from './en';
import { zh, type MacroWords } from './zh';

/** Both languages come with this part: it is downloaded when it is opened, and another request would cost more than the words. */
export const useMacroWords = (): MacroWords => ({ 'zh-CN': zh, en })[useLanguage()];
