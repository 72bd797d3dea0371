import { availableParallelism } from "node:os";
import type { Supervisor } from "../process/supervisor.ts";
import { type HandlerProcess, startHandlerProcess } from "./handler-process.ts";
import type { ModuleFile } from "./module-file.ts";

/** The processes that run handlers. They are kept between jobs, and ended when idle. */
export type HandlerPool = {
  /** Resolves with a process for a job with this module, and starts one where none is idle. */
  acquire: (file: ModuleFile) => Promise<PooledProcess>;
  /** Returns a process to the pool, for the next job. */
  release: (child: PooledProcess) => void;
  close: () => Promise<void>;
};

/**
 * `stamps` holds the stamp of each folder whose code the process has loaded, which Node keeps until
 * the process ends.
 */
type PooledProcess = HandlerProcess & { stamps: Map<string, string>; idleTimer?: NodeJS.Timeout };

const idleMs = 60_000;
/**
 * How long a job waits for one of the running processes once there is one per core. A burst of
 * short jobs ends sooner without more of them.
 */
const maxWaitMs = 25;
const cores = availableParallelism();

type Waiting = {
  since: number;
  file: ModuleFile;
  resolve: (child: PooledProcess) => void;
  reject: (error: unknown) => void;
};

/** Creates a pool, of as many processes as its callers acquire at the same time. */
export function createHandlerPool(deps: { supervisor: Supervisor; folder: string }): HandlerPool {
  const all = new Set<PooledProcess>();
  const idle: PooledProcess[] = [];
  const waiting: Waiting[] = [];
  let starting = 0;
  let timer: NodeJS.Timeout | undefined;

  function start() {
    starting++;
    const child: PooledProcess = { ...startHandlerProcess(deps), stamps: new Map() };
    all.add(child);
    void child.ended.then(() => remove(child));
    child.ready.then(
      () => {
        starting--;
        release(child);
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
    const waitMs = oldest.since + maxWaitMs - performance.now();
    if (waitMs > 0 && all.size >= cores) timer = setTimeout(startMore, waitMs);
    else while (starting < Math.min(waiting.length, cores)) start();
  }
  function remove(child: PooledProcess) {
    all.delete(child);
    clearTimeout(child.idleTimer);
    if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
  }
  function retire(child: PooledProcess) {
    remove(child);
    void child.end();
  }
  function assign(child: PooledProcess, file: ModuleFile): PooledProcess {
    clearTimeout(child.idleTimer);
    child.stamps.set(file.folder, file.stamp);
    return child;
  }
  function release(child: PooledProcess) {
    const [next] = waiting;
    if (!child.usable() || (next !== undefined && isStale(child, next.file))) {
      retire(child);
      return startMore();
    }
    waiting.shift();
    if (next !== undefined) return next.resolve(assign(child, next.file));
    child.idleTimer = setTimeout(retire, idleMs, child).unref();
    idle.push(child);
  }
  return {
    acquire(file) {
      for (const child of idle.filter((candidate) => isStale(candidate, file))) retire(child);
      const ready = idle.pop();
      if (ready !== undefined) return Promise.resolve(assign(ready, file));
      const { promise, resolve, reject } = Promise.withResolvers<PooledProcess>();
      waiting.push({ since: performance.now(), file, resolve, reject });
      startMore();
      return promise;
    },
    release,
    async close() {
      clearTimeout(timer);
      await Promise.all([...all].map((child) => child.end()));
    },
  };
}

/** Returns true for a process that has loaded an older version of this code. */
function isStale({ stamps }: PooledProcess, { folder, stamp }: ModuleFile): boolean {
  return (stamps.get(folder) ?? stamp) !== stamp;
}
