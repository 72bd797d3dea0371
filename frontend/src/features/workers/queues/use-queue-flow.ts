import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { useEffect, useState } from "react";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { countEvents, type QueueFlow, startFlow } from "./queue-flow.ts";

const batchMs = 1_000;

/** Returns how many jobs came into each queue and left it, by the events pushed since the page opened. */
export function useQueueFlow(): QueueFlow {
  const live = useLiveConnection();
  const [flow, setFlow] = useState(() => startFlow(serverClock.now()));
  useEffect(() => {
    const batch = createBatch<JobEvent>(
      (events) => setFlow((known) => countEvents(known, events, serverClock.now())),
      batchMs,
    );
    const cleanUps = [
      live.on.event((event) => isJobEvent(event) && batch.add(event)),
      // Events may have been missed: what was counted is too little.
      live.on.reset(() => setFlow(startFlow(serverClock.now()))),
      batch.stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live]);
  return flow;
}
