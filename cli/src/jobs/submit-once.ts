import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Job } from "@formwork/contracts/job";
import type { BodyOf } from "@formwork/contracts/operations/operations";
import type { Connection } from "../connection/connect.ts";

/** Waits before the second and the third try, in milliseconds. */
const delaysMs = [300, 1200];

/**
 * Submits a job. A try without an answer is repeated under one idempotency key, so that there is one
 * job however often the answer was lost.
 */
export async function submitOnce(
  { client }: Connection,
  { body, headers }: { body: BodyOf<"jobs.create">; headers: Record<string, string> },
): Promise<Job> {
  const keyed = { "idempotency-key": randomUUID(), ...headers };
  for (const delay of delaysMs) {
    try {
      return await client.call("jobs.create", { body, headers: keyed });
    } catch (error) {
      if (!isProblemError(error) || (error.status > 0 && error.status < 500)) throw error;
      await sleep(delay);
    }
  }
  return client.call("jobs.create", { body, headers: keyed });
}
