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
      return problems.invalid;
    case 'too-large':
      return problems.tooLarge;
    case 'too-many-attempts':
      return problems.tooMany;
    default:
      return problems.other(problem.code);
  }
}

function refusalText(problem: Problem, { refusals }: Dictionary): string {
  const { reason = '', holder } = problem;
  if ((reason === 'notHolder' || reason === 'alreadyHeld') && holder) return refusals.notHolderNamed(holder.name);
  const known: unknown = refusals[reason as keyof typeof refusals];
  return typeof known === 'string' ? known : refusals.other(reason);
}
