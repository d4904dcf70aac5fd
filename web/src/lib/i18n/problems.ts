import type { Problem } from '../http';
import type { Dictionary } from './zh';

/** A sentence that says what happened and what to do. */
export function problemText(problem: Problem, words: Dictionary): string {
  const { problems } = words;
  switch (problem.code) {
    case 'refused':
      return refusalText(problem, words);
    case 'link-refused':
      return wordOr(words.linkRefusals, problem.linkReason, problems.byCode['link-refused']);
    case 'not-signed-in':
      return words.signedOutElsewhere;
    case 'invalid-request':
      return problem.errors ? problems.invalidFields(fieldsText(problem.errors)) : problems.invalid;
    default: {
      const known = problems.byCode as Readonly<Record<string, string>>;
      if (problem.code.startsWith('file-')) return problems.fileAbsent;
      return known[problem.code] ?? problems.other(problem.code);
    }
  }
}

const wordOr = (words: Readonly<Record<string, string>>, key: string | undefined, other: string): string =>
  words[key ?? ''] ?? other;

/** What the server says of each field, in its own words: an agent who typed something odd sees which. */
const fieldsText = (errors: Record<string, string[]>): string =>
  Object.entries(errors)
    .map(([field, faults]) => `${field}: ${faults.join(' ')}`)
    .join(' ');

function refusalText(problem: Problem, { refusals }: Dictionary): string {
  const { reason = '', holder } = problem;
  if (namesHolder.includes(reason) && holder) return refusals.notHolderNamed(holder.name);
  const known: unknown = refusals[reason as keyof typeof refusals];
  return typeof known === 'string' ? known : refusals.other(reason);
}

/** Refusals that come to: somebody else has it. */
const namesHolder: readonly string[] = ['notHolder', 'alreadyHeld', 'alreadyClaimed'];
