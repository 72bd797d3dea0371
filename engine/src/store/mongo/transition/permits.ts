import type { ClaimLimits } from "../../verbs/work-store.ts";
import type { Connection } from "../connection/connection.ts";
import type { Fixed } from "../record/documents.ts";
import { loopLanes } from "../record/lane-position.ts";

/** The permits of some limits, during one claim. */
export type Permits = {
  /** Returns a permit that is free, or undefined where the limit is reached. */
  free: (name: string, limit: number) => string | undefined;
  /** Returns how many are free. */
  count: (name: string, limit: number) => number;
  take: (permit: string) => void;
};

type Running = { _id: string; permits?: string[]; fixed: Pick<Fixed, "queue" | "createdBy"> };
/** The numbers that are held of a limit, and how many jobs run that hold none. */
type Used = { numbers: Set<number>; others: number };

/**
 * Limits how many jobs of a queue, and of an owner, run at once, over all processes. A running job
 * holds a permit `queue/name/number` or `owner/id/number`, or both, and no two hold the same. So the
 * write that starts a job also keeps the limit, as with the slots of concurrency keys.
 *
 * A limit may be set while jobs run that hold no permit of it, or be lowered below numbers that are
 * held. Those only become fewer, so as many of the low numbers are kept free for them.
 */
export function createPermits({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  /** Reads which permits are held: by the jobs that run or end, whether their lease holds or not. */
  async function permitsOf(limits: Pick<ClaimLimits, "queues" | "perOwner">): Promise<Permits> {
    const used = new Map<string, Used>();
    for (const { permits = [], fixed } of await runningUnder(limits))
      for (const name of [queuePermit(fixed.queue), ownerPermit(fixed.createdBy)])
        add(
          used,
          name,
          permits.find((one) => nameOf(one) === name),
        );
    const heldOf = (name: string) => used.get(name) ?? { numbers: new Set<number>(), others: 0 };
    return {
      free(name, limit) {
        const held = heldOf(name);
        const allowed = allowedNumbers(held, limit);
        for (let number = 0; number < allowed; number++)
          if (!held.numbers.has(number)) return `${name}/${number}`;
        return undefined;
      },
      count(name, limit) {
        const held = heldOf(name);
        const allowed = allowedNumbers(held, limit);
        return allowed - [...held.numbers].filter((number) => number < allowed).length;
      },
      take: (permit) => add(used, nameOf(permit), permit),
    };
  }

  async function runningUnder({ queues, perOwner }: Parameters<typeof permitsOf>[0]) {
    const limited = Object.keys(queues);
    if (limited.length === 0 && perOwner === null) return [];
    const anyQueue = perOwner === null ? { "fixed.queue": { $in: limited } } : {};
    const filter = { lane: { $in: [loopLanes.leased, loopLanes.ending] }, ...anyQueue };
    const projection = { permits: 1, "fixed.queue": 1, "fixed.createdBy": 1 };
    const found = await connection.ask(() =>
      jobs.find<Running>(filter, { projection, hint: "places" }).toArray(),
    );
    // A renewal during the walk can show a job twice.
    return [...new Map(found.map((job) => [job._id, job])).values()];
  }
  return { permitsOf };
}
export type CreatedPermits = ReturnType<typeof createPermits>;

/** Returns the name of a queue's permits. */
export function queuePermit(queue: string): string {
  return `queue/${queue}`;
}

/** Returns the name of an owner's permits. */
export function ownerPermit(owner: string): string {
  return `owner/${owner}`;
}

/** Returns the owner of a permit; undefined for that of a queue. */
export function permittedOwner(permit: string): string | undefined {
  const name = nameOf(permit);
  return name.startsWith("owner/") ? name.slice("owner/".length) : undefined;
}

/**
 * Returns how many of the low numbers may be given: as many as there are places beside the jobs
 * that hold a higher number, or none.
 */
export function allowedNumbers({ numbers, others }: Used, limit: number): number {
  let allowed = limit;
  let beside = others + [...numbers].filter((number) => number >= limit).length;
  while (allowed > 0 && allowed + beside > limit) {
    allowed--;
    if (numbers.has(allowed)) beside++;
  }
  return allowed;
}

function nameOf(permit: string): string {
  return permit.slice(0, permit.lastIndexOf("/"));
}

function add(used: Map<string, Used>, name: string, permit: string | undefined): void {
  const { numbers, others } = used.get(name) ?? { numbers: new Set<number>(), others: 0 };
  if (permit !== undefined) numbers.add(Number(permit.slice(name.length + 1)));
  used.set(name, { numbers, others: permit === undefined ? others + 1 : others });
}
