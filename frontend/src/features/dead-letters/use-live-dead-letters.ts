import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveConnection } from "../../lib/live/live-context.ts";
import { throttle } from "../../lib/throttle.ts";
import { refetchDeadLetters } from "./refetch-dead-letters.ts";

const refetchIntervalMs = 2_000;

/** Refetches dead letters when an event reports that there are more or fewer. Mounted in the shell. */
export function useLiveDeadLetters() {
  const live = useLiveConnection();
  const queries = useQueryClient();

  useEffect(() => {
    const refetch = throttle(() => refetchDeadLetters(queries), refetchIntervalMs);
    const cleanUps = [
      live.on.event((event) => isJobEvent(event) && changesDeadLetters(event) && refetch.call()),
      live.on.reset(refetch.call),
      refetch.stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live, queries]);
}

/** Whether an event may make a dead letter of a job, or take it out of them. */
function changesDeadLetters({ type, data }: JobEvent): boolean {
  switch (type) {
    case "job.failed":
    case "job.dismissed":
    case "job.requeued":
      return true;
    case "job.deleted":
      return data.state === "failed" && data.dismissedAt === null;
    default:
      return false;
  }
}
