import { inkOn, isColor } from './loader/style';

/** Puts the shop's colour where it stands behind words, with ink that reads on it; everything else keeps colours that are known to read. */
export function paintChat(color: string | null, isFramed: boolean): void {
  const { style, classList } = document.documentElement;
  classList.toggle('framed', isFramed);
  if (!isColor(color)) return;
  style.setProperty('--brand', color);
  style.setProperty('--brand-ink', inkOn(color));
}
