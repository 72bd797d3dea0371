import { useEffect, useEffectEvent, useLayoutEffect, useState } from "react";
import { useLocation } from "react-router";
import { entryKey } from "../../../lib/storage/entry-key.ts";
import { createStoredPlaces } from "../../../lib/storage/stored-places.ts";
import type { LoadedList } from "./use-virtual-rows.ts";

const places = createStoredPlaces(() => sessionStorage);
/** Jobs that may have come in above a place since it was kept. */
const maxNewJobs = 300;

type Placed = LoadedList & {
  /** Whether `jobs` are those of this list, and not those shown while it loads. */
  isLoaded: boolean;
};

/**
 * Keeps the place in the list for its entry of the browser's history, and returns there when the
 * reader comes back; pages that are no longer cached are fetched again.
 */
export function useListPlace({
  scroller,
  jobs,
  rowHeightPx,
  isLoaded,
  hasMore,
  mayFetch,
  onEnd,
}: Placed): void {
  const location = useLocation();
  const [key] = useState(() => entryKey(location.key));
  const [wanted, setWanted] = useState(() => places.read(key));

  const fetchMore = useEffectEvent(onEnd);

  const save = useEffectEvent(() => {
    const top = scroller.current?.scrollTop ?? 0;
    const index = Math.floor(top / rowHeightPx);
    const id = jobs[index]?.id;
    const isTop = top === 0 || id === undefined;
    // A place that is not reached yet stays as it is.
    if (wanted === null)
      places.write(
        key,
        isTop ? null : { id, pastPx: top - index * rowHeightPx, loaded: jobs.length },
      );
  });
  useLayoutEffect(() => {
    if (wanted === null || !isLoaded) return;
    const index = jobs.findIndex(({ id }) => id === wanted.id);
    if (index >= 0 && scroller.current !== null)
      scroller.current.scrollTop = index * rowHeightPx + wanted.pastPx;
    const isGone = !hasMore || jobs.length > wanted.loaded + maxNewJobs;
    if (index >= 0 || isGone) setWanted(null);
    else if (mayFetch) fetchMore();
  }, [wanted, jobs, rowHeightPx, isLoaded, hasMore, mayFetch, scroller]);
  useLayoutEffect(() => () => save(), []);
  useEffect(() => {
    const onHide = () => save();
    window.addEventListener("pagehide", onHide);
    return () => window.removeEventListener("pagehide", onHide);
  }, []);
}
