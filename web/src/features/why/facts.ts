import type { Facts } from '@/lib/contract-work';

/** Facts as terms and texts: what is nested is named by its path, what is not known is left out. */
export function flatFacts(facts: Facts, prefix = ''): [string, string][] {
  return Object.entries(facts).flatMap(([name, value]): [string, string][] => {
    const term = prefix + name;
    if (value === null || value === undefined || value === '') return [];
    if (Array.isArray(value)) return value.length === 0 ? [] : [[term, value.join(', ')]];
    if (typeof value === 'object') return flatFacts(value as Facts, `${term}.`);
    return [[term, String(value)]];
  });
}
