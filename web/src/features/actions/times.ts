/** Moments an agent chooses, in their own time zone. */

const hourMs = 3_600_000;
const eveningHour = 18;
const morningHour = 9;
const monday = 1;

export type SnoozePreset = 'hour' | 'evening' | 'tomorrow' | 'monday';

/** A time of day, so many days from now, by the agent's wall clock. */
function at(nowMs: number, days: number, hour: number): Date {
  const date = new Date(nowMs);
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
}

export function presetTime(preset: SnoozePreset, nowMs: number): Date {
  switch (preset) {
    case 'hour':
      return new Date(nowMs + hourMs);
    case 'evening':
      return at(nowMs, 0, eveningHour);
    case 'tomorrow':
      return at(nowMs, 1, morningHour);
    case 'monday':
      return at(nowMs, daysToMonday(nowMs), morningHour);
  }
}

/** Never today: "Monday" said on a Monday is the next one. */
const daysToMonday = (nowMs: number): number => (monday + 7 - new Date(nowMs).getDay()) % 7 || 7;

/** This evening is no choice once it is evening. */
export const presets = (nowMs: number): SnoozePreset[] =>
  (['hour', 'evening', 'tomorrow', 'monday'] as const).filter((preset) => presetTime(preset, nowMs).getTime() > nowMs);

/** The form an input of type `datetime-local` takes, in the browser's zone. */
export function localInput(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What such an input says, as the moment it means; null while it is incomplete. */
export function readLocalInput(text: string): Date | null {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? null : date;
}

/** The moment of a wall-clock reading in another zone: the reading is taken for UTC and moved by that zone's offset there and then. */
export function inZone(text: string, zone: string): Date | null {
  const asUtc = new Date(`${text}:00Z`);
  if (text === '' || Number.isNaN(asUtc.getTime())) return null;
  const first = new Date(asUtc.getTime() - offsetMs(asUtc, zone));
  // Near a change of the clocks the offset at the guess differs from the one at the result.
  return new Date(asUtc.getTime() - offsetMs(first, zone));
}

function offsetMs(date: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(date);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(date.getTime() / 1000) * 1000;
}

export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
};

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
