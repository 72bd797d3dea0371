import { availableParallelism } from "node:os";
import type { Confinement } from "../confinement/confinement.ts";
import type { JobLimits } from "../confinement/limits.ts";
import { makeAttemptFolder } from "../process/attempt-folder.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { type HandlerProcess, startHandlerProcess } from "./handler-process.ts";

/**
 * The processes in which handlers run, one for each attempt. One is started ahead of need while
 * there is work, so that a job does not wait for it.
 */
export type HandlerPool = {
  /** Resolves with a process of its own for an attempt, with limits other than the usual where told. */
  take: (needs?: HandlerNeeds) => Promise<HandlerProcess>;
  /** Ends all processes, and starts no more. */
  close: () => Promise<void>;
};

/** What a process is started with: the memory of its values, in megabytes, and its limits. */
export type HandlerNeeds = { memoryMb: number; limits: JobLimits };

/** Memory of a handler's values where its template says nothing, in megabytes. */
export const defaultMemoryMb = 512;
/** Time after which a process that nobody needed is ended, in milliseconds. */
const idleMs = 60_000;
/** More of them starting at once do not start sooner. */
const maxStarting = availableParallelism();

/** Creates a pool, of as many processes as its callers take at the same time, and one. */
export function createHandlerPool(deps: {
  supervisor: Supervisor;
  tmpFolder: string;
  maxDiskBytes?: number | undefined;
  confinement: Confinement;
}): HandlerPool {
  const all = new Set<HandlerProcess>();
  const spare: HandlerProcess[] = [];
  const waiting: PromiseWithResolvers<HandlerProcess>[] = [];
  const starting = new Set<Promise<unknown>>();
  let isBusy = false;
  let isClosed = false;
  let idle: NodeJS.Timeout | undefined;

  async function start(needs = usualNeeds(deps.confinement)): Promise<HandlerProcess> {
    const folder = await makeAttemptFolder(deps);
    const child = startHandlerProcess({ ...deps, ...needs, folder });
    all.add(child);
    void child.ended.then(() => {
      all.delete(child);
      if (spare.includes(child)) spare.splice(spare.indexOf(child), 1);
    });
    await child.ready;
    return child;
  }
  async function startForNext(): Promise<void> {
    try {
      const child = await start();
      const next = waiting.shift();
      if (next === undefined) spare.push(child);
      else next.resolve(child);
    } catch (error) {
      isBusy = false; // Nothing is started ahead until the next attempt tries again.
      waiting.shift()?.reject(error);
    }
  }
  function startMore(): void {
    const wanted = waiting.length + Number(isBusy) - spare.length;
    while (!isClosed && starting.size < Math.min(wanted, maxStarting)) {
      const one = startForNext().then(() => {
        starting.delete(one);
        startMore();
      });
      starting.add(one);
    }
  }
  function rest(): void {
    isBusy = false;
    for (const child of spare.splice(0)) void child.end();
  }
  return {
    take(needs) {
      if (needs !== undefined) return start(needs);
      isBusy = true;
      clearTimeout(idle);
      idle = setTimeout(rest, idleMs).unref();
      const taker = Promise.withResolvers<HandlerProcess>();
      const ready = spare.shift();
      if (ready === undefined) waiting.push(taker);
      else taker.resolve(ready);
      startMore();
      return taker.promise;
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      await Promise.all(starting);
      await Promise.all([...all].map((child) => child.end()));
    },
  };
}

/** The defaults are never above what the operator allows, so that they have no fault. */
function usualNeeds({ limitsOf }: Confinement): HandlerNeeds {
  const limits = limitsOf();
  if ("fault" in limits) throw new Error(limits.fault);
  return { memoryMb: Math.min(defaultMemoryMb, limits.memoryMb), limits };
}
