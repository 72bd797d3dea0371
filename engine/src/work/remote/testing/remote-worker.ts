import type { ClaimedWork } from "@formwork/contracts/work";
import { expect } from "chai";
import type { Engine } from "../../../engine.ts";
import { DomainError } from "../../../errors.ts";
import type { WorkerFacts } from "../../../workers/worker-table.ts";
import type { ClaimWish } from "../claim/claim-line.ts";

/** A signal that never aborts. */
const never = new AbortController().signal;

type RemoteWish = Partial<ClaimWish> & { workerId?: string };

/** Builds what a remote worker says of itself. */
export function aRemoteWorker(id = "w1"): WorkerFacts {
  const host = "192.0.2.1";
  return { id, kinds: ["remote"], queues: null, concurrency: 1, host, pid: null, version: "1" };
}

/** Claims as a remote worker that does not wait. */
export async function claimRemote(
  engine: Engine,
  { workerId = "w1", ...wish }: RemoteWish = {},
): Promise<ClaimedWork[]> {
  const usual = { worker: aRemoteWorker(workerId), limit: 1, waitMs: 0, signal: never };
  return (await engine.remote.claim({ ...usual, ...wish })).jobs;
}

/** Claims one job as a remote worker; fails the test where there is none. */
export async function claimOneRemote(engine: Engine, wish: RemoteWish = {}): Promise<ClaimedWork> {
  const [work] = await claimRemote(engine, wish);
  return work ?? expect.fail("there was nothing to claim");
}

/** Resolves with the code and the detail of the refusal that a call meets. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; detail: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, detail: error.message };
    throw error;
  }
  return expect.fail("the call should have been refused");
}
