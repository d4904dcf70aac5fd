/** Drawn beyond the visible edge on either side, in pixels, so that fast scrolling shows no blank. */
const overscan = 400;

export interface Window {
  from: number;
  to: number;
  /** Where each shown entry lies, in pixels from the list's top. */
  tops: number[];
  totalHeight: number;
}

/** Which entries of a list with known heights are in sight. */
export function windowOf(heights: readonly number[], scrollTop: number, viewHeight: number): Window {
  const [low, high] = [scrollTop - overscan, scrollTop + viewHeight + overscan];
  const tops: number[] = [];
  let [from, to, y] = [heights.length, heights.length, 0];
  heights.forEach((height, index) => {
    const inSight = y + height > low && y < high;
    if (inSight) {
      from = Math.min(from, index);
      to = index + 1;
      tops.push(y);
    }
    y += height;
  });
  return { from: tops.length === 0 ? 0 : from, to: tops.length === 0 ? 0 : to, tops, totalHeight: y };
}
