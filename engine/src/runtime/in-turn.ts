/** Makes calls of `work` wait for those before them. */
export function inTurn<In, Out>(work: (item: In) => Promise<Out>): (item: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve();
  return (item) => {
    const turn = last.then(() => work(item));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** The same for the calls of each key. */
export function inTurnBy<In, Out>(
  keyOf: (item: In) => string,
  work: (item: In) => Promise<Out>,
): (item: In) => Promise<Out> {
  const last = new Map<string, Promise<unknown>>();
  return (item) => {
    const key = keyOf(item);
    const turn = (last.get(key) ?? Promise.resolve()).then(() => work(item));
    const done = turn
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === done) last.delete(key);
      });
    last.set(key, done);
    return turn;
  };
}
