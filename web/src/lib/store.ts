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
