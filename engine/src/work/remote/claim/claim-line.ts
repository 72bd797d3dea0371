import { type Bus, topics, type Unsubscribe } from "../../../bus/bus.ts";
import { fail } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { throttle } from "../../../runtime/flow/throttle.ts";
import { every } from "../../../runtime/loop.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { Store } from "../../../store/store.ts";
import type { WorkerFacts } from "../../../workers/worker-table.ts";
import type { Assignment, Work } from "../../work.ts";
import { createLaneSet, type LaneSet, type WantedWork } from "./lane-set.ts";

export type ClaimWish = WantedWork & {
  worker: WorkerFacts;
  limit: number;
  /** How long to wait for a job, in milliseconds. */
  waitMs: number;
  /** Aborts when nobody waits for the answer any more: then nothing stays claimed. */
  signal: AbortSignal;
};

/** `sentAt` is when the claim was sent (`Clock.monotonic`): the leases may have begun then. */
type Claimed = { jobs: Assignment[]; sentAt: number };

/** The line of callers that wait for remote jobs. First come, first served. */
export type ClaimLine = {
  /** Resolves with the claimed jobs, or with none when the wait is over. */
  claim: (wish: ClaimWish) => Promise<Claimed>;
  start: () => void;
  stop: () => Promise<void>;
  /** Returns how many callers wait. */
  waiting: () => number;
};

export type ClaimLineDeps = {
  store: Pick<Store, "remoteLanes">;
  work: Pick<Work, "claim" | "settle" | "leaseMs">;
  bus: Pick<Bus, "onSignal">;
  clock: Clock;
  telemetry: Telemetry;
  /** Returns true for a worker that a person has drain: it waits, and gets no jobs. */
  isDraining?: (workerId: string) => boolean;
};

/** Callers that may wait at once in one process; each is an open request. */
const maxWaiting = 2000;
/** Time between two looks at the store while no signal says that there is work. */
const pollMs = 1000;
/** A look waits for other callers to come, so that a rush of them is one look. */
const coalesceMs = 10;
/** Signals that come within this time are one: each job of any kind may be signalled. */
const signalMs = 100;
/** Claims under way at once: they share a write of the store. */
const maxClaims = 16;

const nothing: Claimed = { jobs: [], sentAt: 0 };

/** Gives claimed jobs back. */
export async function releaseAll(
  work: Pick<Work, "settle">,
  assignments: readonly Assignment[],
): Promise<void> {
  const outcome = { outcome: "released" } as const;
  await Promise.all(assignments.map((assignment) => work.settle({ assignment, outcome })));
}

function tooMany(): never {
  return fail("too-many-requests", `${maxWaiting} claims are waiting already; try again later`);
}

type Waiting = ClaimWish & {
  end: (claimed: Claimed) => void;
  fail: (error: unknown) => void;
  /** True once the wait is over: the next look is the last one. */
  isLast: boolean;
  isOver: boolean;
};

/**
 * Creates the line. However many callers wait, one read finds out which templates and queues have
 * jobs, at most once a second unless a signal reports work, and only callers that may take some of
 * them claim.
 */
export function createClaimLine(deps: ClaimLineDeps): ClaimLine {
  const { store, work, bus, clock, telemetry, isDraining = () => false } = deps;
  const line = new Set<Waiting>();
  const looking = every({ name: "remote-claims", ms: pollMs, coalesceMs, step: look, telemetry });
  const signalled = throttle({ ms: signalMs });
  let unsubscribe: Promise<Unsubscribe> | undefined;
  let isStopped = false;

  async function look() {
    if (line.size === 0) return;
    const callers = [...line];
    try {
      await serveAll(callers, createLaneSet(await store.remoteLanes()));
    } catch (error) {
      for (const caller of callers) refuse(caller, error);
      throw error;
    }
    for (const caller of callers) if (caller.isLast) leave(caller, nothing);
  }

  /** Serves the callers in order, `maxClaims` at a time. */
  async function serveAll(callers: Waiting[], lanes: LaneSet) {
    const ahead = callers[Symbol.iterator]();
    const serveNext = async () => {
      for (const caller of ahead) if (!lanes.isEmpty()) await serve(caller, lanes);
    };
    await Promise.all(Array.from({ length: maxClaims }, serveNext));
  }

  async function serve(caller: Waiting, lanes: LaneSet) {
    if (caller.isOver || isDraining(caller.worker.id) || !lanes.has(caller)) return;
    const claimed = await claimFor(caller);
    // What is left there, if anything, may not be claimed now.
    if (claimed.jobs.length < caller.limit) lanes.remove(caller);
    if (claimed.jobs.length === 0) return;
    if (caller.isOver) await release(claimed.jobs);
    else leave(caller, claimed);
  }

  /** Claims for a caller, and gives back what came with less than half of its lease. */
  async function claimFor({ worker, templates, queues, limit }: Waiting): Promise<Claimed> {
    const sentAt = clock.monotonic();
    const wanted = { templates, queues, kinds: ["remote" as const], limit };
    const jobs = await work.claim({ workerId: worker.id, ...wanted });
    if (clock.monotonic() - sentAt <= work.leaseMs / 2) return { jobs, sentAt };
    await release(jobs);
    return nothing;
  }

  const release = (jobs: Assignment[]) => releaseAll(work, jobs);

  function leave(caller: Waiting, claimed: Claimed) {
    caller.isOver = true;
    line.delete(caller);
    caller.end(claimed);
  }

  function refuse(caller: Waiting, error: unknown) {
    caller.isOver = true;
    line.delete(caller);
    caller.fail(error); // does nothing where the caller has its answer
  }

  function wakeForCallers() {
    if (line.size > 0) looking.wake();
  }

  function subscribe() {
    unsubscribe ??= bus.onSignal(topics.work, () => signalled(topics.work, wakeForCallers));
    // Without the signal the line is served once a second.
    unsubscribe.catch(() => undefined);
  }
  return {
    waiting: () => line.size,
    async claim(wish) {
      if (line.size >= maxWaiting) return tooMany();
      if (wish.signal.aborted || isStopped) return nothing;
      subscribe();
      const { promise, resolve: end, reject: fail } = Promise.withResolvers<Claimed>();
      const caller = { ...wish, end, fail, isLast: wish.waitMs <= 0, isOver: false };
      const over = () => {
        caller.isLast = true;
        looking.wake();
      };
      const gone = () => leave(caller, nothing);
      const timer = caller.isLast ? undefined : setTimeout(over, wish.waitMs);
      wish.signal.addEventListener("abort", gone, { once: true });
      line.add(caller);
      looking.wake();
      return promise.finally(() => {
        clearTimeout(timer);
        wish.signal.removeEventListener("abort", gone);
      });
    },
    start: looking.start,
    async stop() {
      isStopped = true;
      for (const caller of line) leave(caller, nothing);
      await (await unsubscribe?.catch(() => undefined))?.();
      await looking.stop();
    },
  };
}
