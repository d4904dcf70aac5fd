/** What names each, the more particular first: most browsers also say that they are others. */
const browsers: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];

const named = (said: string, signs: typeof browsers): string | undefined => signs.find(([sign]) => sign.test(said))?.[1];

/** What a browser says of itself, in two words; null for one that nobody knows. */
export function browserName(said: string | null): string | null {
  if (!said) return null;
  return [named(said, browsers), named(said, systems)].filter(Boolean).join(' · ') || null;
}
