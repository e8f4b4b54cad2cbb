// Holds what several parts of the page show, and tells each part of the changes it asked about.

export interface Store<S> {
  get(): S;
  set(patch: Partial<S>): void;
  /** Calls `listener` after a change of any of `keys`, until the returned function is called. */
  watch(keys: readonly (keyof S)[], listener: (state: S) => void): () => void;
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial;
  const watchers = new Set<{ keys: readonly (keyof S)[]; listener: (state: S) => void }>();

  return {
    get: () => state,
    set(patch) {
      const before = state;
      state = { ...state, ...patch };
      for (const { keys, listener } of [...watchers]) {
        if (keys.some((key) => before[key] !== state[key])) listener(state);
      }
    },
    watch(keys, listener) {
      const watcher = { keys, listener };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
