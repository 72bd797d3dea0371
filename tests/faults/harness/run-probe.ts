import { randomUUID } from "node:crypto";
import { isFinal } from "@formwork/contracts/states";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import type { Calls } from "./calls.ts";

/**
 * Submits jobs until one has run and its end was pushed; false when that takes longer than `ms`. On
 * a machine that is too busy to renew leases in time, a job may fail as poison.
 */
export async function runProbe(params: {
  calls: Calls;
  effectsFile: string;
  isPushed: (id: string) => boolean;
  ms: number;
}): Promise<boolean> {
  const { calls, effectsFile, isPushed, ms } = params;
  let id = await submitProbe(calls, effectsFile);
  const succeeded = async () => {
    const { state } = await calls.untilAnswered((client, signal) =>
      client.call("jobs.get", { params: { id }, signal }),
    );
    if (isFinal(state) && state !== "succeeded") id = await submitProbe(calls, effectsFile);
    return state === "succeeded";
  };
  return (await holdsWithin(succeeded, ms)) && (await holdsWithin(() => isPushed(id), ms));
}

async function submitProbe(calls: Calls, file: string): Promise<string> {
  const headers = { "idempotency-key": randomUUID() };
  const body = { template: "effect", payload: { file, ms: 0 }, priority: 9 };
  const { id } = await calls.untilAnswered((client, signal) =>
    client.call("jobs.create", { body, headers, signal }),
  );
  return id;
}
