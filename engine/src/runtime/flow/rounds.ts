/** Splits items into rounds, in order, so that no round has two with the same key. */
export function roundsBy<Item>(keyOf: (item: Item) => string, items: readonly Item[]): Item[][] {
  const rounds: Item[][] = [];
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    const round = counts.get(key) ?? 0;
    counts.set(key, round + 1);
    const others = rounds[round];
    if (others === undefined) rounds[round] = [item];
    else others.push(item);
  }
  return rounds;
}
