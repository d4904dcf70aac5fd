import { readStored, writeStored } from '../storage';

const key = 'omni.undo';

/** Seconds to choose from; none sends at once. */
export const undoChoices = [0, 3, 5, 10] as const;

const usual = 3;

/** How long a reply can be taken back before it leaves, as this browser's agent chose it. */
export function undoSeconds(): number {
  const stored = readStored<unknown>(key, usual);
  return undoChoices.find((one) => one === stored) ?? usual;
}

export const chooseUndoSeconds = (seconds: number): void => writeStored(key, seconds);
