import type { JobSummary } from "@formwork/contracts/job";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent } from "react";

/** The jobs of a list that are loaded, the element that scrolls, and what fetches the next page. */
export type LoadedList = {
  scroller: RefObject<HTMLElement | null>;
  jobs: readonly JobSummary[];
  rowHeightPx: number;
  hasMore: boolean;
  /** Whether `onEnd` fetches now. */
  mayFetch: boolean;
  onEnd: () => void;
};

/** How many rows before the end the next page is fetched. */
const prefetchRows = 30;

/**
 * Returns the rows of a list that are in view, and the height of all. A reader who has scrolled down
 * keeps the place when rows above leave. Asks for more before the end is reached.
 */
export function useVirtualRows(list: LoadedList & { isScrolled: boolean }) {
  const { scroller, jobs, rowHeightPx, isScrolled, hasMore, mayFetch, onEnd } = list;
  const virtualizer = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 8,
    anchorTo: isScrolled ? "end" : "start",
  });
  const visible = virtualizer.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const fetchMore = useEffectEvent(onEnd);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the row height changes every row has to be measured again
  useEffect(() => virtualizer.measure(), [rowHeightPx]);
  useEffect(() => {
    if (hasMore && mayFetch && last >= jobs.length - prefetchRows) fetchMore();
  }, [hasMore, mayFetch, last, jobs.length]);

  const rows = visible.flatMap(({ index, start }) => {
    const job = jobs[index];
    return job === undefined ? [] : [{ job, index, start }];
  });
  return { rows, height: virtualizer.getTotalSize() };
}
