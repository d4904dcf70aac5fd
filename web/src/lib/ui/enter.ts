interface Key {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** What some browsers report as the key code while an input method is at work, even after `isComposing` went false. */
const imeKeyCode = 229;

/** Enter sends. The Enter that picks a candidate in an input method does not, nor does Shift+Enter. */
export const isSend = (key: Key): boolean =>
  key.key === 'Enter' && !key.shiftKey && !key.altKey && !key.isComposing && key.keyCode !== imeKeyCode;
