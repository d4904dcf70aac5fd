import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Problem, Result } from '../http';

export interface Loaded<T> {
  value: T | null;
  problem: Problem | null;
  /** Asks once more; what is shown stays until the answer. */
  again: () => void;
}

/** Something a part of the page asks for when it appears, and again when `key` changes. A late answer to an earlier question is dropped. */
export function useLoaded<T>(load: () => Promise<Result<T>>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; problem: Problem | null }>({
    key,
    value: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void load().then((answer) => {
      if (!isCurrent) return;
      setState((before) => ({
        key,
        value: answer.ok ? answer.value : before.key === key ? before.value : null,
        problem: answer.ok ? null : answer.problem,
      }));
    });
    return () => {
      isCurrent = false;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return state.key === key ? { value: state.value, problem: state.problem, again } : { value: null, problem: null, again };
}
