import { availableParallelism } from "node:os";
import type { Supervisor } from "../process/supervisor.ts";
import { type HandlerProcess, startHandlerProcess } from "./handler-process.ts";
import type { ModuleFile } from "./module-file.ts";

/** Processes for handlers: kept between jobs, started while jobs wait, ended when long idle. */
export type HandlerPool = {
  take: (file: ModuleFile) => Promise<Pooled>;
  /** Gives a process back for the next job. */
  give: (pooled: Pooled) => void;
  close: () => Promise<void>;
};

/**
 * `loaded`: the stamp of each folder it has loaded code from; Node keeps modules for a process's
 * life.
 */
type Pooled = HandlerProcess & { loaded: Map<string, string>; idle?: NodeJS.Timeout };

const idleMs = 60_000;
/**
 * Processes beyond one per core are started for jobs that waited this long: a burst of short ones
 * is done sooner by the first processes.
 */
const patienceMs = 25;
const cores = availableParallelism();

type Waiting = {
  since: number;
  file: ModuleFile;
  resolve: (pooled: Pooled) => void;
  reject: (error: unknown) => void;
};

/** Makes a pool; its size is what its callers take at once. */
export function createHandlerPool(deps: { supervisor: Supervisor; folder: string }): HandlerPool {
  const all = new Set<Pooled>();
  const idle: Pooled[] = [];
  const waiting: Waiting[] = [];
  let starting = 0;
  let timer: NodeJS.Timeout | undefined;

  function start() {
    starting++;
    const pooled: Pooled = { ...startHandlerProcess(deps), loaded: new Map() };
    all.add(pooled);
    void pooled.ended.then(() => forget(pooled));
    pooled.ready.then(
      () => {
        starting--;
        give(pooled);
        startMore();
      },
      (error) => {
        starting--;
        waiting.shift()?.reject(error);
        startMore();
      },
    );
  }
  function startMore() {
    clearTimeout(timer);
    const [oldest] = waiting;
    if (oldest === undefined) return;
    const early = oldest.since + patienceMs - performance.now();
    if (early > 0 && all.size >= cores) timer = setTimeout(startMore, early);
    else while (starting < Math.min(waiting.length, cores)) start();
  }
  function forget(pooled: Pooled) {
    all.delete(pooled);
    clearTimeout(pooled.idle);
    if (idle.includes(pooled)) idle.splice(idle.indexOf(pooled), 1);
  }
  function retire(pooled: Pooled) {
    forget(pooled);
    void pooled.end();
  }
  function hand(pooled: Pooled, file: ModuleFile): Pooled {
    clearTimeout(pooled.idle);
    pooled.loaded.set(file.folder, file.stamp);
    return pooled;
  }
  function give(pooled: Pooled) {
    const [next] = waiting;
    if (!pooled.usable() || (next !== undefined && isStale(pooled, next.file))) {
      retire(pooled);
      return startMore();
    }
    waiting.shift();
    if (next !== undefined) return next.resolve(hand(pooled, next.file));
    pooled.idle = setTimeout(retire, idleMs, pooled).unref();
    idle.push(pooled);
  }
  return {
    take(file) {
      for (const pooled of idle.filter((candidate) => isStale(candidate, file))) retire(pooled);
      const ready = idle.pop();
      if (ready !== undefined) return Promise.resolve(hand(ready, file));
      const { promise, resolve, reject } = Promise.withResolvers<Pooled>();
      waiting.push({ since: performance.now(), file, resolve, reject });
      startMore();
      return promise;
    },
    give,
    async close() {
      clearTimeout(timer);
      await Promise.all([...all].map((pooled) => pooled.end()));
    },
  };
}

/** True for a process that holds older code of this folder. */
function isStale({ loaded }: Pooled, { folder, stamp }: ModuleFile): boolean {
  return (loaded.get(folder) ?? stamp) !== stamp;
}
