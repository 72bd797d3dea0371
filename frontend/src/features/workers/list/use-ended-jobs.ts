import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { useEffect, useState } from "react";
import { createBatch } from "../../../lib/batch.ts";
import type { LiveConnection } from "../../../lib/live/live-connection.ts";
import { applyToEnded } from "./ended-jobs.ts";

const renderIntervalMs = 250;

/** Returns the ids of jobs that, by pushed events, do not run any more. */
export function useEndedJobs(live: LiveConnection): ReadonlySet<string> {
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const batch = createBatch<JobEvent>(
      (events) => setEnded((known) => applyToEnded(known, events)),
      renderIntervalMs,
    );
    const off = live.on.event((event) => isJobEvent(event) && batch.add(event));
    return () => {
      off();
      batch.stop();
    };
  }, [live]);
  return ended;
}
