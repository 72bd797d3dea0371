/** Runs the calls of `work` one after the other, in the order in which they are made. */
export function serialize<In, Out>(work: (item: In) => Promise<Out>): (item: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve();
  return (item) => {
    const result = last.then(() => work(item));
    last = result.catch(() => undefined);
    return result;
  };
}

/** Runs the calls of `work` that have the same key one after the other; other keys do not wait. */
export function serializeBy<In, Out>(
  keyOf: (item: In) => string,
  work: (item: In) => Promise<Out>,
): (item: In) => Promise<Out> {
  const last = new Map<string, Promise<unknown>>();
  return (item) => {
    const key = keyOf(item);
    const result = (last.get(key) ?? Promise.resolve()).then(() => work(item));
    const done = result
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === done) last.delete(key);
      });
    last.set(key, done);
    return result;
  };
}
