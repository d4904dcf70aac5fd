import type { PolicyFault } from '@/lib/contract-admin';
import type { Result } from '@/lib/http';

/** The faults an answer carries, whether it was refused because of them or only tells of them; null when it says nothing of faults. */
export function faultsOf(answer: Result<unknown>): PolicyFault[] | null {
  const carrier: unknown = answer.ok ? answer.value : answer.problem;
  if (typeof carrier !== 'object' || carrier === null || !('faults' in carrier) || !Array.isArray(carrier.faults)) return null;
  return carrier.faults as PolicyFault[];
}
