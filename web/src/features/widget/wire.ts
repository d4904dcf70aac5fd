/** What the page that bears the widget and the application in its frame say to each other, over a port that only the two hold. */

/** How the account wants its widget, as the server says it. */
export interface Look {
  color: string | null;
  corner: 'left' | 'right';
  greeting: LocalText;
  form: { name: string; needed: boolean }[];
  offlineForm: boolean;
  invite: { afterSeconds: number; paths: string[]; text: LocalText } | null;
  track: boolean;
  preview: boolean;
  maxFileMegabytes: number;
}

export interface LocalText {
  zh: string | null;
  en: string | null;
}

/** Who the shop's server says its user is, under its signature; without one it is a name and no more. */
export interface Identity {
  id: string;
  name?: string;
  /** Unix seconds. */
  expiresAt?: number;
  signature?: string;
}

/** The product or order that a visitor asks about. */
export interface About {
  kind?: 'product' | 'order';
  id?: string;
  title: string;
  url: string;
  picture?: string;
  price?: string;
}

/** What the page knows when the frame opens. */
export interface Hello {
  omni: 'hello';
  token: string | null;
  identity: Identity | null;
  about: About | null;
  language: string | null;
  color: string | null;
  /** Said to the visitor before they write; an invitation that they took up, or the page's own greeting. */
  greeting: string | null;
}

export type ToFrame =
  { type: 'shown' } | { type: 'hidden' } | { type: 'about'; about: About | null } | { type: 'greet'; text: string };

export type ToPage =
  | { type: 'ready' }
  | { type: 'token'; token: string }
  | { type: 'unread'; count: number; text: string | null }
  | { type: 'seen'; cursor: string }
  | { type: 'close' };

/** The frame's first word, to whatever page holds it: it says nothing but that it listens. */
export const frameListens = 'omni-listens';

/** The text in the visitor's language, else in the other one. */
export const inLanguage = (text: LocalText, language: string): string | null =>
  language.startsWith('zh') ? (text.zh ?? text.en) : (text.en ?? text.zh);
