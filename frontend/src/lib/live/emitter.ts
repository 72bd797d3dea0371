/** A list of listeners: `on` adds one and returns its removal, `emit` tells them all. */
export type Signal<Args extends unknown[]> = {
  on: (listener: (...args: Args) => void) => () => void;
  emit: (...args: Args) => void;
};

/** Makes an empty signal. */
export function createEmitter<Args extends unknown[]>(): Signal<Args> {
  const listeners = new Set<(...args: Args) => void>();
  return {
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (...args) => {
      for (const listener of [...listeners]) listener(...args);
    },
  };
}
