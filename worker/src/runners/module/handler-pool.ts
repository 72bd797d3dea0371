import { availableParallelism } from "node:os";
import { makeAttemptFolder } from "../process/attempt-folder.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { type HandlerProcess, startHandlerProcess } from "./handler-process.ts";

/**
 * The processes in which handlers run, one for each attempt. One is started ahead of need while
 * there is work, so that a job does not wait for it.
 */
export type HandlerPool = {
  /** Resolves with a process of its own for an attempt. `memoryMb` limits its memory. */
  take: (memoryMb?: number) => Promise<HandlerProcess>;
  /** Ends all processes, and starts no more. */
  close: () => Promise<void>;
};

/** Memory of a handler where its template says nothing, in megabytes. */
const defaultMemoryMb = 512;
/** Time after which a process that nobody needed is ended, in milliseconds. */
const idleMs = 60_000;
/** More of them starting at once do not start sooner. */
const maxStarting = availableParallelism();

/** Creates a pool, of as many processes as its callers take at the same time, and one. */
export function createHandlerPool(deps: {
  supervisor: Supervisor;
  tmpFolder: string;
  maxDiskBytes?: number | undefined;
}): HandlerPool {
  const all = new Set<HandlerProcess>();
  const spare: HandlerProcess[] = [];
  const waiting: PromiseWithResolvers<HandlerProcess>[] = [];
  const starting = new Set<Promise<unknown>>();
  let isBusy = false;
  let isClosed = false;
  let idle: NodeJS.Timeout | undefined;

  async function start(memoryMb = defaultMemoryMb): Promise<HandlerProcess> {
    const folder = await makeAttemptFolder(deps.tmpFolder);
    const child = startHandlerProcess({ ...deps, folder, memoryMb });
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
    take(memoryMb) {
      if (memoryMb !== undefined) return start(memoryMb);
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
