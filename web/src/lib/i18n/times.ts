import type { Language } from './speech';
import type { Dictionary } from './zh';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A span as people say it: seconds to the minute, minutes to the hour, then hours, then days. */
export function spanText(ms: number, words: Dictionary): string {
  const span = Math.max(0, ms);
  if (span < minuteMs) return words.duration.seconds(Math.floor(span / 1000));
  if (span < hourMs) return words.duration.minutes(Math.floor(span / minuteMs));
  if (span < dayMs) return words.duration.hours(Math.floor(span / hourMs), Math.floor((span % hourMs) / minuteMs));
  return words.duration.days(Math.floor(span / dayMs));
}

/** A wait as it ticks: with its units, or it would be taken for a time of day. */
export function waitingText(ms: number, words: Dictionary): string {
  if (ms >= hourMs) return spanText(ms, words);
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return words.duration.waiting(Math.floor(seconds / 60), seconds % 60);
}

/** A span as a running clock, m:ss or h:mm:ss, which does not change its width each second. */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const two = (part: number) => String(part).padStart(2, '0');
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and long lists use them for each entry, so each is made once. */
function format(language: Language, name: 'time' | 'day' | 'short' | 'full'): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(
      language,
      {
        time: { hour: '2-digit', minute: '2-digit', hour12: false } as const,
        day: { month: 'short', day: 'numeric' } as const,
        short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const,
        full: { dateStyle: 'medium', timeStyle: 'medium', hour12: false } as const,
      }[name],
    );
  formats.set(key, made);
  return made;
}

/** The time of day in the user's zone. */
export const timeText = (iso: string | number, language: Language): string => format(language, 'time').format(new Date(iso));

export const dateText = (iso: string | number, language: Language): string => format(language, 'day').format(new Date(iso));

/** Day and time, for what lies ahead. */
export const shortText = (iso: string | number, language: Language): string => format(language, 'short').format(new Date(iso));

export const fullText = (iso: string | number, language: Language): string => format(language, 'full').format(new Date(iso));

export function dayText(iso: string | number, nowMs: number, language: Language, words: Dictionary): string {
  const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  const days = Math.round((startOfDay(nowMs) - startOfDay(new Date(iso).getTime())) / dayMs);
  if (days === 0) return words.today;
  return days === 1 ? words.yesterday : format(language, 'day').format(new Date(iso));
}
