import type { Connection } from "../connection/connection.ts";
import type { TemplateQueue } from "../record/other-documents.ts";

type Pair = Pick<TemplateQueue, "template" | "queue">;

/**
 * Pairs of which lists take note. Callers name queues, as many as they like: with more of them,
 * lists compare document by document.
 */
const maxPairs = 10_000;

/**
 * Keeps in which queues jobs of which templates may be. The index of lists begins with state,
 * template and queue, and is walked once for each of these.
 */
export function createTemplateQueues({ connection }: { connection: Connection }) {
  const { jobs, template_queues } = connection.collections;
  /** Pairs that this process knows to be stored. */
  const known = new Set<string>();

  /** Stores the pairs of jobs that are about to be written. */
  async function note(pairs: Pair[]): Promise<void> {
    const added = new Map<string, Pair>();
    for (const { template, queue } of pairs) {
      const key = keyOf(template, queue);
      if (!known.has(key)) added.set(key, { template, queue });
    }
    if (added.size === 0) return;
    const statements = [...added].map(([_id, pair]) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: pair }, upsert: true },
    }));
    await connection.ask(() => template_queues.bulkWrite(statements, { ordered: false }));
    for (const key of added.keys()) known.add(key);
  }

  /** Returns the pairs there may be; null where they are more than lists can walk. */
  async function read(): Promise<Pair[] | null> {
    const options = { limit: maxPairs + 1, batchSize: maxPairs + 2, hint: { _id: 1 } } as const;
    const found = await connection.ask(() => template_queues.find({}, options).toArray());
    return found.length > maxPairs ? null : found;
  }

  /** Returns the templates of which there may be jobs. */
  async function templates(): Promise<string[]> {
    const pairs = await read();
    if (pairs !== null) return [...new Set(pairs.map(({ template }) => template))];
    return connection.ask(() => template_queues.distinct("template"));
  }

  /**
   * Stores the pairs of the jobs that are there, which an older process may have written: it jumps
   * from one to the next along the index.
   */
  async function noteStored(): Promise<void> {
    const names = { state: 1, "fixed.template": 1, "fixed.queue": 1 } as const;
    const found: Pair[] = [];
    let after = { state: "", "fixed.template": "", "fixed.queue": "" };
    while (found.length <= maxPairs * states) {
      const [next] = await jobs
        .find(
          {},
          {
            projection: { _id: 0, ...names },
            hint: "by_state_template_queue",
            min: { ...after, createdAt: farFuture, _id: "" },
            limit: 1,
          },
        )
        .toArray();
      if (next === undefined) break;
      const { template, queue } = next.fixed;
      found.push({ template, queue });
      after = { state: next.state, "fixed.template": template, "fixed.queue": queue };
    }
    await note(found);
  }
  return { note, read, templates, noteStored };
}
export type TemplateQueues = ReturnType<typeof createTemplateQueues>;

/** Jobs of one pair may be in each state, and deleted ones in one of their own. */
const states = 8;
/** Later than any job was created. */
const farFuture = new Date(8.64e15);

function keyOf(template: string, queue: string): string {
  return JSON.stringify([template, queue]);
}
