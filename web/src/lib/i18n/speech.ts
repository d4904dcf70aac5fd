import { createStore, useStore } from '../store';
import { readStored, writeStored } from '../storage';

export type Language = 'zh-CN' | 'en';

const key = 'omni.language';

/** The stored choice, else Chinese for a browser that asks for any Chinese first, or for nothing else we speak. */
export function preferredLanguage(stored: unknown, browser: readonly string[]): Language {
  if (stored === 'zh-CN' || stored === 'en') return stored;
  const known = browser.find((tag) => /^(zh|en)\b/i.test(tag));
  return known && /^en/i.test(known) ? 'en' : 'zh-CN';
}

/** One page's words in both languages; only the one spoken is downloaded. */
export function createSpeech<Words>(load: Record<Language, () => Promise<Words>>) {
  const spoken = createStore<{ language: Language; words: Words } | null>(null);

  async function speak(language: Language): Promise<void> {
    const words = await load[language]();
    document.documentElement.lang = language;
    spoken.update(() => ({ language, words }));
  }

  function now() {
    const current = spoken.get();
    if (!current) throw new Error('No language was loaded before the page was rendered.');
    return current;
  }

  return {
    /**
     * To be awaited before the first render.
     * @param wanted by the page that holds this one; what the visitor chose themselves goes before it.
     */
    speakPreferred: (wanted?: string | null) =>
      speak(preferredLanguage(readStored<unknown>(key, null), [...(wanted ? [wanted] : []), ...navigator.languages])),
    switchLanguage(): Promise<void> {
      const language = now().language === 'en' ? 'zh-CN' : 'en';
      writeStored(key, language);
      return speak(language);
    },
    useWords: (): Words => useStore(spoken, () => now().words),
    useLanguage: (): Language => useStore(spoken, () => now().language),
  };
}
