const resting = 'chunk-resting';

/**
 * Lets the browser leave out what is out of sight. Each chunk keeps the height it had when it was drawn, to the fraction of a pixel, so that
 * nothing moves when it is left out or drawn again. All are measured before any is changed: in turns, each would be laid out anew.
 */
export function letRest(thread: HTMLElement): void {
  const awake = [...thread.querySelectorAll<HTMLElement>(`.chunk:not(.${resting})`)];
  const heights = awake.map((chunk) => chunk.getBoundingClientRect().height);
  awake.forEach((chunk, index) => {
    chunk.style.containIntrinsicBlockSize = `auto ${heights[index]}px`;
    chunk.classList.add(resting);
  });
}

/** What is to be measured anew is drawn, whether or not it is in sight: one chunk, or all of a thread. */
export function wake(element: HTMLElement): void {
  element.classList.remove(resting);
  for (const chunk of element.querySelectorAll(`.${resting}`)) chunk.classList.remove(resting);
}
