import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useLocation } from "react-router";
import { useJobList } from "../../cache/use-job-list.ts";
import { parseView } from "../../job-view.ts";
import { listOf } from "../../list-state.ts";

export type Neighbours = {
  /** The query of the list's address. */
  search: string;
  previous: string | null;
  next: string | null;
};

/** How many jobs before the end of what is loaded the next page is fetched. */
const prefetchJobs = 3;

/**
 * Returns the ids of the jobs before and after one in the list that its page was opened from; null
 * where it was opened from elsewhere. A job that has left the list has the neighbours it had.
 */
export function useNeighbours(id: string): Neighbours | null {
  const search = listOf(useLocation().state);
  const view = useMemo(
    () => (search === null ? null : parseView(new URLSearchParams(search))),
    [search],
  );
  const list = useJobList(view);
  const ids = useMemo(
    () => list.data?.pages.flatMap((page) => page.items.map((job) => job.id)) ?? [],
    [list.data],
  );
  const index = ids.indexOf(id);
  const [last, setLast] = useState<{ id: string; index: number } | null>(null);
  if (index >= 0 && (last?.id !== id || last.index !== index)) setLast({ id, index });

  const isNearEnd = index >= 0 && index >= ids.length - prefetchJobs && list.hasNextPage;
  const fetchMore = useEffectEvent(() => void list.fetchNextPage({ cancelRefetch: false }));
  useEffect(() => {
    if (isNearEnd) fetchMore();
  }, [isNearEnd]);

  if (search === null) return null;
  const place = placeOf(index, last?.id === id ? last.index : -1);
  return { search, previous: ids[place.before] ?? null, next: ids[place.after] ?? null };
}

/** Returns the indexes around a job; where it has left, those around the index that it had. */
function placeOf(index: number, lastIndex: number): { before: number; after: number } {
  if (index >= 0) return { before: index - 1, after: index + 1 };
  return lastIndex < 0 ? { before: -1, after: -1 } : { before: lastIndex - 1, after: lastIndex };
}
