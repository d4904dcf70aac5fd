const paths = {
  sound: 'M4 9v6h4l5 4V5L8 9H4zm12.5 3a4 4 0 0 0-2-3.5v7a4 4 0 0 0 2-3.5zM14.5 4.2v2.1a6 6 0 0 1 0 11.4v2.1a8 8 0 0 0 0-15.6z',
  mute: 'M4 9v6h4l5 4V5L8 9H4zm17 .9L19.6 8.5 17.5 10.6 15.4 8.5 14 9.9l2.1 2.1-2.1 2.1 1.4 1.4 2.1-2.1 2.1 2.1 1.4-1.4-2.1-2.1z',
  leave: 'M10 4H5v16h5v-2H7V6h3V4zm5.3 3.3-1.4 1.4 2.3 2.3H9v2h7.2l-2.3 2.3 1.4 1.4L20 12l-4.7-4.7z',
  keys: 'M3 6h18v12H3V6zm2 2v2h2V8H5zm4 0v2h2V8H9zm4 0v2h2V8h-2zm4 0v2h2V8h-2zM5 12v2h2v-2H5zm4 0v4h6v-4H9zm8 0v2h2v-2h-2z',
  close: 'm12 10.6 5-5 1.4 1.4-5 5 5 5-1.4 1.4-5-5-5 5-1.4-1.4 5-5-5-5L7 5.6l5 5z',
  check: 'm9.5 16.2-4-4L4 13.6l5.5 5.5L20.5 8l-1.4-1.4-9.6 9.6z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14zm1-12h-2v6l4.5 2.7 1-1.6L13 12V7z',
  alert: 'M12 3 1.5 21h21L12 3zm1 14h-2v2h2v-2zm0-7h-2v5h2v-5z',
  question:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm1 15h-2v-2h2v2zm1.8-7-.9.9c-.6.7-.9 1.2-.9 2.6h-2v-.5c0-1 .4-1.9 1-2.6l1.2-1.2c.4-.4.6-.8.6-1.3a1.8 1.8 0 0 0-3.6 0h-2a3.8 3.8 0 1 1 6.6 2.1z',
  pause: 'M7 5h4v14H7zm6 0h4v14h-4z',
  more: 'M6 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm6 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm6 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  search: 'M10 4a6 6 0 1 0 3.7 10.7l5 5 1.4-1.4-5-5A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  bell: 'M12 3a6 6 0 0 0-6 6v4l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6zm-2 15a2 2 0 0 0 4 0z',
  clip: 'M16.5 6v10.5a4.5 4.5 0 0 1-9 0V5a3 3 0 0 1 6 0v10.5a1.5 1.5 0 0 1-3 0V6H9v9.5a3 3 0 0 0 6 0V5a4.5 4.5 0 0 0-9 0v11.5a6 6 0 0 0 12 0V6z',
  smile:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 16a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM8.5 9a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm7 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM12 17a5 5 0 0 0 4.4-2.7l-1.7-.8a3.1 3.1 0 0 1-5.4 0l-1.7.8A5 5 0 0 0 12 17z',
  phrase: 'M4 4h16v13H9l-5 4V4zm2 2v11l2.3-2H18V6H6zm2 2.5h8v1.6H8zm0 3h5.5v1.6H8z',
  card: 'M3 5h18v14H3V5zm2 2v10h14V7H5zm2 2h5v4H7V9zm7 0h3v1.6h-3zm0 3h3v1.6h-3zm-7 3h10v1H7z',
  send: 'M3 20v-6l9-2-9-2V4l19 8-19 8z',
} as const;

export type IconName = keyof typeof paths;

/** Decoration only: whatever an icon says is said in words beside it or in a label. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
