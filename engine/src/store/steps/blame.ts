/**
 * Crashes after which a job fails as `poison`: it may be what kills its workers. A job with one
 * fewer is on probation: its worker runs no two of those at once, so that a worker's death is the
 * fault of at most one of them.
 */
export const maxCrashes = 3;

/** Returns true for a job whose next crash would be its last. */
export function isOnProbation({ crashes }: { crashes: number }, most = maxCrashes): boolean {
  return crashes === most - 1;
}

/** A running job on probation. Times are milliseconds since 1970. */
export type Probationer = {
  id: string;
  workerId: string | null;
  startedAt: number;
  leaseUntil: number;
};

/**
 * Decides which of the jobs on probation whose worker was lost had run when it was. Their worker
 * runs them in the order in which it claimed them, so that was the first. The others are spared.
 * None is decided about while a worker may still hold the lease of one: those come a little later.
 */
export function blame(
  running: readonly Probationer[],
  now: number,
): { blamed: Set<string>; later: Set<string> } {
  const blamed = new Set<string>();
  const later = new Set<string>();
  for (const ofWorker of Map.groupBy(running, ({ workerId }) => workerId).values()) {
    if (ofWorker.some(({ leaseUntil }) => leaseUntil > now))
      for (const { id } of ofWorker) later.add(id);
    else blamed.add(ofWorker.toSorted(byClaim)[0]?.id ?? "");
  }
  return { blamed, later };
}

/** The order in which a worker runs jobs that it may not run at once. */
export function byClaim(
  a: Pick<Probationer, "id" | "startedAt">,
  b: Pick<Probationer, "id" | "startedAt">,
): number {
  return a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
}
