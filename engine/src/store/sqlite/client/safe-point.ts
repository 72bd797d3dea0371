/**
 * How far the writer's commits are on disk. A reader may see a commit before that; its answers wait
 * here, so that nobody is told what a loss of power could take back.
 */
export function createSafePoint() {
  let safe = 0;
  let waiting: { seen: number; release: () => void }[] = [];

  return {
    /** So many commits are on disk, or were refused. */
    advance(commits: number): void {
      safe = Math.max(safe, commits);
      if (waiting.length === 0) return;
      const [ready, rest] = [true, false].map((isReady) =>
        waiting.filter(({ seen }) => seen <= safe === isReady),
      );
      waiting = rest ?? [];
      for (const { release } of ready ?? []) release();
    },
    /** Releases an answer once all commits that it may have seen are on disk. */
    when(seen: number, release: () => void): void {
      if (seen <= safe) release();
      else waiting.push({ seen, release });
    },
  };
}
export type SafePoint = ReturnType<typeof createSafePoint>;
