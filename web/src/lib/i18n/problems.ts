import type { Problem } from '../http';
import type { Dictionary } from './zh';

/** A sentence that says what happened and what to do. */
export function problemText(problem: Problem, words: Dictionary): string {
  const { problems } = words;
  switch (problem.code) {
    case 'refused':
      return refusalText(problem, words);
    case 'unreachable':
      return problems.unreachable;
    case 'unavailable':
      return problems.unavailable;
    case 'not-allowed':
      return problems.notAllowed;
    case 'not-signed-in':
      return words.signedOutElsewhere;
    case 'not-found':
      return problems.notFound;
    case 'invalid-request':
      return problem.errors ? problems.invalidFields(fieldsText(problem.errors)) : problems.invalid;
    case 'too-large':
      return problems.tooLarge;
    case 'too-many-attempts':
      return problems.tooMany;
    default:
      // A refusal may also name itself by the problem's type.
      return problem.code in words.refusals
        ? refusalText({ ...problem, reason: problem.code }, words)
        : problems.other(problem.code);
  }
}

/** What the server says of each field, in its own words: an agent who typed something odd sees which. */
const fieldsText = (errors: Record<string, string[]>): string =>
  Object.entries(errors)
    .map(([field, faults]) => `${field}: ${faults.join(' ')}`)
    .join(' ');

function refusalText(problem: Problem, { refusals }: Dictionary): string {
  const { reason = '', holder } = problem;
  if ((reason === 'notHolder' || reason === 'alreadyHeld') && holder) return refusals.notHolderNamed(holder.name);
  const known: unknown = refusals[reason as keyof typeof refusals];
  return typeof known === 'string' ? known : refusals.other(reason);
}
