/**
 * Makes the state of a history entry that leads from a list to one of its jobs; it has the query of
 * the list's address.
 */
export function listState(search: string): { list: string } {
  return { list: search };
}

/** Returns the query of the list that a history entry came from; null when it came from none. */
export function listOf(state: unknown): string | null {
  return typeof state === "object" &&
    state !== null &&
    "list" in state &&
    typeof state.list === "string"
    ? state.list
    : null;
}
