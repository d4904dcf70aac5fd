import { useLanguage } from '@/lib/i18n/language';
import { en } from './en';
import { zh, type SearchWords } from './zh';

/** Both languages come with this part: it is downloaded when it is opened, and another request would cost more than the words. */
export const useSearchWords = (): SearchWords => ({ 'zh-CN': zh, en })[useLanguage()];
