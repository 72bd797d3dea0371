/**
 * Puts jobs into an order in which each comes behind those of the list that it depends on, and else
 * keeps their order. `targetsOf` lists what a job depends on. Circles, which no submit makes, are
 * passed once.
 */
export function targetsFirst(
  ids: readonly string[],
  targetsOf: (id: string) => readonly string[],
): string[] {
  const listed = new Set(ids);
  const ordered = new Set<string>();
  const entered = new Set<string>();
  // A stack of our own: a chain may be longer than that of calls.
  const open = ids.toReversed();
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    const missing = entered.has(id) ? [] : targetsOf(id).filter((one) => listed.has(one));
    entered.add(id);
    if (missing.some((one) => !entered.has(one))) open.push(...missing.toReversed());
    else ordered.add(open.pop() ?? id);
  }
  return [...ordered];
}
