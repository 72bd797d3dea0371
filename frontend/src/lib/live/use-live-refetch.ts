import type { FormworkEvent } from "@formwork/contracts/events/events";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { throttle } from "../throttle.ts";
import { useLiveConnection } from "./live-context.ts";

type Refetch = {
  /** The cached queries to fetch again: all whose key begins with this one. */
  queryKey: QueryKey;
  /** Returns true for an event after which what is cached may be out of date. */
  concerns: (event: FormworkEvent) => boolean;
  /** Milliseconds between two fetches, where many events may come at once; none by default. */
  everyMs?: number;
  /** Milliseconds from an event to the fetch, where what is fetched follows events; none by default. */
  afterMs?: number;
  /** False where an answer may take long: it is awaited before the server is asked again. */
  cancelRefetch?: boolean;
  enabled?: boolean;
};

/** Fetches cached queries again when a pushed event concerns them, or events may have been missed. */
export function useLiveRefetch({
  queryKey,
  concerns,
  everyMs,
  afterMs = 0,
  cancelRefetch = true,
  enabled = true,
}: Refetch): void {
  const live = useLiveConnection();
  const queries = useQueryClient();
  const isConcerned = useEffectEvent(concerns);
  const refetch = useEffectEvent(
    () => void queries.invalidateQueries({ queryKey }, { cancelRefetch }),
  );

  useEffect(() => {
    if (!enabled) return;
    const now = { call: () => refetch(), stop: () => {} };
    const { call, stop } = everyMs === undefined ? now : throttle(() => refetch(), everyMs);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const callLater = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        call();
      }, afterMs);
    };
    const cleanUps = [
      live.on.event((event) => {
        if (isConcerned(event)) (afterMs === 0 ? call : callLater)();
      }),
      live.on.reset(call),
      () => clearTimeout(timer),
      stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live, everyMs, afterMs, enabled]);
}
