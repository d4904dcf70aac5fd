import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from './en';
import { problemText } from './problems';
import { zh } from './zh';

/** The members of an enum of the domain, as they travel: in camel case. */
function membersOf(path: string, name: string): string[] {
  const source = readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
  const body = new RegExp(`public enum ${name}\\s*\\{([^}]*)\\}`).exec(source)?.[1];
  if (!body) throw new Error(`There is no enum ${name} in ${path}.`);
  return body
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((member) => member.trim().replace(/\s*=.*$/, ''))
    .filter((member) => member !== '')
    .map((member) => member.charAt(0).toLowerCase() + member.slice(1));
}

/** What the server may say, and where the desk has its words for it. */
const vocabularies = [
  { path: 'shared/Core/Conversations/Refusal.cs', name: 'Refusal', of: (words: typeof zh) => words.refusals },
  { path: 'shared/Core/Conversations/CloseReason.cs', name: 'CloseReason', of: (words: typeof zh) => words.closeReasons },
  { path: 'shared/Core/Routing/Explanation.cs', name: 'Verdict', of: (words: typeof zh) => words.verdicts },
  {
    path: 'shared/Core/Conversations/QueueReason.cs',
    name: 'QueueReason',
    of: (words: typeof zh) => words.events.queuedBecause,
  },
  {
    path: 'shared/Core/Conversations/ConversationEvent.cs',
    name: 'SilenceStep',
    of: (words: typeof zh) => words.events.silences,
  },
  { path: 'shared/Core/Conversations/Effect.cs', name: 'NoticeKind', of: (words: typeof zh) => words.notices },
  { path: 'shared/Core/Policies/Rules.cs', name: 'EscalationAction', of: (words: typeof zh) => words.events.escalations },
  { path: 'shared/Core/Policies/OverflowStep.cs', name: 'OverflowAction', of: (words: typeof zh) => words.events.overflow },
  { path: 'shared/Core/Customers/Linking.cs', name: 'LinkRefusal', of: (words: typeof zh) => words.linkRefusals },
  { path: 'shared/Core/Conversations/Provenance.cs', name: 'Provenance', of: (words: typeof zh) => words.byProvenance },
] as const;

describe.each(vocabularies)('$name', ({ path, name, of }) => {
  test.each([
    ['Chinese', zh],
    ['English', en as typeof zh],
  ])('has a sentence in %s for each of its members', (_, words) => {
    const known = of(words) as Readonly<Record<string, unknown>>;
    const missing = membersOf(path, name).filter((member) => typeof known[member] !== 'string');
    expect(missing).toEqual([]);
  });
});

test('a refusal says what to do or what is the case, as a whole sentence', () => {
  for (const words of [zh, en as typeof zh])
    for (const [reason, sentence] of Object.entries(words.refusals))
      if (typeof sentence === 'string') expect(sentence, reason).toMatch(/[.。]$/);
});

test('each way in which the server refuses a request has a sentence', () => {
  const source = readFileSync(new URL('../../../../functions/Answers/Problems.cs', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/new\("([a-z-]+)"/g)].map((found) => found[1] ?? '');
  expect(codes.length).toBeGreaterThan(8);
  for (const words of [zh, en as typeof zh])
    expect(codes.filter((code) => problemText({ code, status: 400 }, words) === words.problems.other(code))).toEqual([]);
});

test('each way in which a directory lets nobody in has a sentence', () => {
  const reasons = membersOf('shared/Core/Access/Admission.cs', 'SignInRefusal').map((member) =>
    member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(reasons.length).toBeGreaterThan(5);
  for (const words of [zh, en as typeof zh])
    for (const reason of reasons)
      expect((words.signInFaults as Readonly<Record<string, string>>)[reason], reason).toMatch(/[.。]$/);
});

/** The name of each channel of the catalogue, as its source says it. */
function channelNames(): string[] {
  const root = new URL('../../../../shared/Core/Channels/', import.meta.url);
  const sources = (readdirSync(root, { recursive: true }) as string[]).filter((path) =>
    /Channel\.cs$|ChannelCatalogue\.cs$/.test(path),
  );
  return sources.flatMap((path) => {
    const source = readFileSync(new URL(path.replaceAll('\\', '/'), root), 'utf8');
    return [...source.matchAll(/(?:string Name => |string ChannelName = |new (?:\w+Channel)?\()"([a-z0-9-]+)"/g)].map(
      (found) => found[1] ?? '',
    );
  });
}

test('each channel of the catalogue has a name and a short mark in both languages', () => {
  const names = channelNames();
  expect(names.length).toBeGreaterThan(25);
  for (const words of [zh, en as typeof zh]) {
    const unnamed = names.filter((name) => !(name in words.channels) || !(name in words.channelGlyphs));
    expect(unnamed).toEqual([]);
  }
});
