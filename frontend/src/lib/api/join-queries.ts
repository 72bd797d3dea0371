import type { UseQueryResult } from "@tanstack/react-query";

/** Returns the first error of some queries, and the function that repeats those that failed. */
export function joinQueries(queries: readonly Pick<UseQueryResult, "error" | "refetch">[]): {
  error: Error | null;
  retry: () => void;
} {
  const failed = queries.filter(({ error }) => error !== null);
  return {
    error: failed[0]?.error ?? null,
    retry: () => void Promise.all(failed.map(({ refetch }) => refetch())),
  };
}
