import { useLanguage } from '@/lib/i18n/language';
import { en } from './en';
import { zh, type SecurityWords } from './zh';

/** Both languages come with this window, which few open. */
export const useSecurityWords = (): SecurityWords => ({ 'zh-CN': zh, en })[useLanguage()];
