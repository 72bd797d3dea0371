import { storedLane } from "../../record/lane-position.ts";
import type { Open } from "./documents-to-rows.ts";

/** Moves queued remote jobs from the one lane of their queue to that of their template. */
export async function remoteJobsToLanes(open: Open): Promise<void> {
  const before = { lane: { $gte: "remote/", $lt: "remote0" } };
  await open("jobs").updateMany(before, [{ $set: { lane: storedLane } }]);
}
