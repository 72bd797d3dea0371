import type { Store } from "../../store.ts";
import type { ControlResult, Inserted, NewJob } from "../../verbs/job-store.ts";
import { noBound } from "../../verbs/look-bound.ts";
import { wholeRowOf } from "../commit/rows.ts";
import type { ControlAnswer } from "../jobs/control.ts";
import type { InsertAnswer } from "../jobs/insert.ts";
import { jobOf } from "./job-of-row.ts";
import { type KnownJobs, type Submitted, storedJob } from "./known-jobs.ts";
import type { Threads } from "./threads.ts";

type JobCalls = Pick<
  Store,
  | "insertJobs"
  | "controlJob"
  | "controlJobs"
  | "changeJob"
  | "deleteJob"
  | "deleteJobs"
  | "getJob"
  | "knownJobs"
  | "countJobs"
  | "countByTime"
>;

/** Stores, looks up and controls jobs. */
export function createJobCalls({ write, read, readUntil }: Threads, known: KnownJobs): JobCalls {
  async function insertJobs({ jobs }: { jobs: NewJob[] }): Promise<Inserted[]> {
    const submitted = jobs.map(known.submit);
    try {
      const packed = submitted.map((entry) => entry.packed);
      const answers = await write("insertJobs", packed);
      return submitted.map((entry, index) => insertedOf(entry, answers[index]));
    } finally {
      known.settled(submitted);
    }
  }
  return {
    insertJobs,
    controlJob: async (wish) => controlledOf(await write("controlJob", wish)),
    controlJobs: (wish) => write("controlJobs", wish),
    async changeJob(wish) {
      const answer = await write("changeJob", wish);
      if (answer.outcome !== "unchanged" && answer.outcome !== "unexpected")
        return controlledOf(answer);
      return { outcome: answer.outcome, job: jobOf(wholeRowOf(answer.job)) };
    },
    deleteJob: async (wish) => controlledOf(await write("deleteJob", wish)),
    deleteJobs: (wish) => write("deleteJobs", wish),
    async getJob(params) {
      const row = await read("getJob", params);
      return row === null ? null : jobOf(wholeRowOf(row));
    },
    knownJobs: (params) => read("knownJobs", params),
    countJobs: ({ filter, bound = noBound, signal } = { filter: {} }) =>
      signal === undefined
        ? read("countJobs", { filter, bound })
        : readUntil(signal, "countJobs", { filter, bound }),
    countByTime: ({ signal, bound = noBound, ...query }) =>
      signal === undefined
        ? read("countByTime", { ...query, bound })
        : readUntil(signal, "countByTime", { ...query, bound }),
  };
}

function insertedOf(entry: Submitted, answer: InsertAnswer | undefined): Inserted {
  switch (answer?.outcome) {
    case "stored":
      return { outcome: "stored", job: storedJob(entry) };
    case "repeated":
      return { outcome: "repeated", job: jobOf(wholeRowOf(answer.job)) };
    default:
      return { outcome: "conflict" };
  }
}

function controlledOf(answer: ControlAnswer): ControlResult {
  if (answer.outcome === "missing") return answer;
  const { outcome, job, ...unmet } = answer;
  return { outcome, ...unmet, job: jobOf(wholeRowOf(job)) };
}
