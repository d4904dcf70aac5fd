import { useLanguage } from '@/lib/i18n/language';
import { en } from './en';
import { zh, type SupervisorWords } from './zh';

/** Both languages come with these pages: they are downloaded when one is opened, and another request would cost more than the words. */
export const useSupervisorWords = (): SupervisorWords => ({ 'zh-CN': zh, en })[useLanguage()];
