import { useEffect, useReducer, useRef } from 'preact/hooks';

export interface Store<S> {
  get(): S;
  /** Applies a pure reducer and tells the listeners, unless nothing changed. */
  update(reduce: (state: S) => S): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    update(reduce) {
      const next = reduce(state);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Renders again only when the selected part is another value. */
export function useStore<S, T>(store: Store<S>, select: (state: S) => T): T {
  const [, again] = useReducer<number, undefined>((turn) => turn + 1, 0);
  const selected = select(store.get());
  const latest = useRef({ select, selected });
  latest.current = { select, selected };
  useEffect(() => {
    const check = () => {
      if (!Object.is(latest.current.select(store.get()), latest.current.selected)) again(undefined);
    };
    // What changed between the render and this effect would otherwise be missed.
    check();
    return store.subscribe(check);
  }, [store]);
  return selected;
}

/**
 * A selector that counts over long lists, told of which parts of the state it is made: it counts anew only when one of them changed, not each time
 * anything does.
 */
export function counted<S, Parts extends readonly unknown[], T>(
  partsOf: (state: S) => readonly [...Parts],
  count: (...parts: Parts) => T,
): (state: S) => T {
  let last: { parts: readonly [...Parts]; value: T } | null = null;
  return (state) => {
    const parts = partsOf(state);
    if (last === null || (parts as readonly unknown[]).some((part, index) => !Object.is(part, last?.parts[index])))
      last = { parts, value: count(...parts) };
    return last.value;
  };
}
