/** A list of listeners: `on` adds one and returns its removal, `emit` calls them all. */
export type Emitter<Args extends unknown[]> = {
  on: (listener: (...args: Args) => void) => () => void;
  emit: (...args: Args) => void;
};

/** Creates an emitter without listeners. */
export function createEmitter<Args extends unknown[]>(): Emitter<Args> {
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
