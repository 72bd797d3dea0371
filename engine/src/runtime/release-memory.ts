import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The first look: what a start has loaded and thrown away is given back soon after it. */
const usualFirstLookMs = 2000;
const usualLookMs = 15_000;
/** Share of the time that a thread with little to do works at most. */
const maxBusy = 0.12;
/**
 * How many looks, one after the other, must find the thread with little to do before all of its garbage
 * is collected: also code that ran once, and older objects, which V8 counts as used until then.
 */
const looksUntilFull = 4;
/** Less is not worth the collection. */
const minUnusedBytes = 6 * 2 ** 20;

/**
 * Gives memory of this thread's heap back to the system while the thread has little to do. Node keeps
 * what it once needed until its next collection of garbage, which an idle process does not come to.
 * Returns how to end that; it also ends with the thread.
 */
export function releaseMemoryWhenIdle({
  firstLookMs = usualFirstLookMs,
  lookMs = usualLookMs,
} = {}): () => void {
  const busyShare = createBusyShare();
  let idleLooks = 0;
  let hasCollected = false;
  let timer = setTimeout(look, firstLookMs).unref();

  function look() {
    idleLooks = busyShare() < maxBusy ? idleLooks + 1 : 0;
    const isWorthIt = idleLooks > 0 && unusedBytes() > minUnusedBytes;
    if (idleLooks === looksUntilFull || (isWorthIt && !hasCollected)) collect(full);
    else if (isWorthIt) collect(short);
    hasCollected ||= isWorthIt;
    timer = setTimeout(look, lookMs).unref();
  }
  return () => clearTimeout(timer);
}

/** Returns a function that tells which share of the time since its last call this thread worked. */
function createBusyShare(): () => number {
  let [at, used] = [performance.now(), process.threadCpuUsage()];
  return () => {
    const { user, system } = process.threadCpuUsage(used);
    const passed = performance.now() - at;
    [at, used] = [performance.now(), process.threadCpuUsage()];
    return (user + system) / 1000 / passed;
  };
}

type Collection = { type: "major" | "minor"; flavor?: "last-resort" };
/** Gives back whatever can be, in 15 to 50 milliseconds: after the start, and once after work. */
const full: Collection = { type: "major", flavor: "last-resort" };
/** Takes some milliseconds, and lets V8 do the rest in small steps. */
const short: Collection = { type: "minor" };

/** Returns the memory of the heap that holds nothing. */
export function unusedBytes(): number {
  const { total_physical_size, used_heap_size } = getHeapStatistics();
  return total_physical_size - used_heap_size;
}

let collector: ((kind: Collection) => void) | undefined;

/** Node has no function of its own for that; V8's is found in a context made while this flag is set. */
function collect(kind: Collection): void {
  if (collector === undefined) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as (kind: Collection) => void; // As the flag says.
    setFlagsFromString("--no-expose-gc");
  }
  collector(kind);
}
