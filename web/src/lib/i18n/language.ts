import { createStore, useStore } from '../store';
import { readStored, writeStored } from '../storage';
import type { Dictionary } from './zh';

export type Language = 'zh-CN' | 'en';

const key = 'omni.language';

interface Spoken {
  language: Language;
  words: Dictionary;
}

const spoken = createStore<Spoken | null>(null);

/** The stored choice, else Chinese for a browser that asks for any Chinese, or for nothing else we speak. */
export function preferredLanguage(stored: unknown, browser: readonly string[]): Language {
  if (stored === 'zh-CN' || stored === 'en') return stored;
  const known = browser.find((tag) => /^(zh|en)\b/i.test(tag));
  return known && /^en/i.test(known) ? 'en' : 'zh-CN';
}

/** Loads one language only: the other one's words are never downloaded unless asked for. */
export async function speak(language: Language): Promise<void> {
  const words = language === 'en' ? (await import('./en')).en : (await import('./zh')).zh;
  document.documentElement.lang = language;
  spoken.update(() => ({ language, words }));
}

export const speakPreferred = (): Promise<void> => speak(preferredLanguage(readStored<unknown>(key, null), navigator.languages));

export async function switchLanguage(): Promise<void> {
  const language = spoken.get()?.language === 'en' ? 'zh-CN' : 'en';
  writeStored(key, language);
  await speak(language);
}

/** The words of the language spoken now; pages render only after `speak`. */
export function useWords(): Dictionary {
  return useStore(spoken, words);
}

export const useLanguage = (): Language => useStore(spoken, (now) => now?.language ?? 'zh-CN');

function words(now: Spoken | null): Dictionary {
  if (!now) throw new Error('No language was loaded before the page was rendered.');
  return now.words;
}
