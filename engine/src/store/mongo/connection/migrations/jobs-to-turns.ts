import { agingMs } from "../../../steps/turn.ts";
import { loopLanes } from "../../record/lane-position.ts";
import { dropIndexes, type Open } from "./documents-to-rows.ts";

/** For how long before a job was made its due time counted then, in milliseconds. */
const maxBackdatedMs = 86_400_000;

/**
 * Gives the jobs of before their places in the index `places`. Parked ones go back into the lane of
 * their queue, from which the next claim parks them again. Then drops the indexes of before.
 */
export async function jobsToTurns(open: Open): Promise<void> {
  const jobs = open("jobs");
  const since = { $max: ["$runAt", { $subtract: ["$createdAt", maxBackdatedMs] }] };
  const turn = { $subtract: [since, { $multiply: ["$priority", agingMs] }] };
  const lane = { $concat: ["$fixed.kind", "/", "$fixed.queue"] };
  await jobs.updateMany({ state: "queued" }, [
    { $set: { lane, at: turn } },
    { $unset: ["rank", "parked"] },
  ]);
  await jobs.updateMany({ state: "scheduled", waitsFor: { $exists: true } }, [
    { $set: { lane: loopLanes.held, at: "$runAt" } },
  ]);
  await jobs.updateMany(
    { state: { $in: ["scheduled", "running", "retrying"] }, rank: { $exists: true } },
    { $unset: { rank: true } },
  );
  await dropIndexes(jobs, ["lanes", "lines"]);
}
