import type { JobState } from "@formwork/contracts/states";
import { paths } from "./paths.ts";

type Ended = { from: string; to?: string; states?: readonly JobState[] };

/** Returns the address of the list of jobs that ended within a time, those that ended last first. */
export function endedJobsPath({ from, to, states = [] }: Ended): string {
  return paths.jobs(
    String(
      new URLSearchParams([
        ...states.map((state): [string, string] => ["state", state]),
        ["from", from],
        ...(to === undefined ? [] : [["to", to] as [string, string]]),
        ["timeField", "finishedAt"],
        ["sort", "-finishedAt"],
      ]),
    ),
  );
}
