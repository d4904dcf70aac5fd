/** What can be typed after a slash: the server's rule but for the length, which the field keeps. */
export const isShortcut = (shortcut: string): boolean => /^[^\s/]+$/u.test(shortcut);
