import type { Client } from "@formwork/contracts/client/client";
import type { ReplyOf } from "@formwork/contracts/operations/operations";
import { isFinal } from "@formwork/contracts/states";
import { eventually } from "@formwork/engine/testing/eventually";

/** Waits until a job has ended, for a minute at most, and returns it. */
export function jobEnds(client: Client, id: string): Promise<ReplyOf<"jobs.get">> {
  return eventually(
    async () => {
      // A process that restarts gives no answer.
      const job = await client.call("jobs.get", { params: { id } }).catch(() => null);
      return job !== null && isFinal(job.state) && job;
    },
    `job ${id} to end`,
    60_000,
  );
}
