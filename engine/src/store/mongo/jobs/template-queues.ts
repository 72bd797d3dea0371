import type { mongo } from "mongoose";
import type { Connection } from "../connection/connection.ts";
import type { TemplateQueue } from "../record/other-documents.ts";

type Pair = Pick<TemplateQueue, "template" | "queue">;

/**
 * Pairs that a list walks, each in every state: some 50 ms. Callers name queues, as many as they
 * like; with more of them, lists go along the jobs of all owners and compare document by document.
 */
const maxPairs = 1000;
/** Owners whose jobs a list walks. */
const maxOwners = 10_000;
/** Pairs that are noted of jobs of an older version. */
const maxNoted = 10_000;

type PairFilter = { template?: readonly string[]; queue?: readonly string[] };

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

  /**
   * Returns the pairs that a filter leaves, and perhaps some without a job; null where they are more
   * than lists can walk.
   */
  async function read({ template, queue }: PairFilter = {}): Promise<Pair[] | null> {
    if (queue !== undefined) return pairsOf(template ?? (await templates()), queue);
    const found = template === undefined ? await within({}) : await ofTemplates(template);
    return found.length > maxPairs ? null : found;
  }

  async function ofTemplates(names: readonly string[]): Promise<Pair[]> {
    const parts = await Promise.all(
      [...new Set(names)].map((name) => within({ _id: keysOf(name) })),
    );
    return parts.flat();
  }

  function within(filter: mongo.Filter<TemplateQueue>): Promise<Pair[]> {
    const options = { limit: maxPairs + 1, batchSize: maxPairs + 2, hint: { _id: 1 } } as const;
    return connection.ask(() => template_queues.find(filter, options).toArray());
  }

  /** Returns the templates of which there are jobs: the server jumps from one to the next. */
  async function templates(): Promise<string[]> {
    const stages = [{ $sort: { "fixed.template": 1 } }, { $group: { _id: "$fixed.template" } }];
    return connection.ask(() => distinct(stages, "by_template_run_at"));
  }

  /** Returns those who have submitted a job; null where they are more than lists can walk. */
  async function owners(): Promise<string[] | null> {
    const stages = [
      { $sort: { "fixed.createdBy": 1 } },
      { $group: { _id: "$fixed.createdBy" } },
      { $limit: maxOwners + 1 },
    ];
    const found = await connection.ask(() => distinct(stages, "by_owner"));
    return found.length > maxOwners ? null : found;
  }

  async function distinct(stages: object[], hint: string): Promise<string[]> {
    const found = await jobs.aggregate<{ _id: string }>(stages, { hint }).toArray();
    return found.map(({ _id }) => _id);
  }

  /**
   * Stores the pairs of the jobs that are there, which an older process may have written: it jumps
   * from one to the next along the index.
   */
  async function noteStored(): Promise<void> {
    const names = { state: 1, "fixed.template": 1, "fixed.queue": 1 } as const;
    const found: Pair[] = [];
    let after = { state: "", "fixed.template": "", "fixed.queue": "" };
    while (found.length <= maxNoted * states) {
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
  return { note, read, templates, owners, noteStored };
}
export type TemplateQueues = ReturnType<typeof createTemplateQueues>;

/** Jobs of one pair may be in each state, and deleted ones in one of their own. */
const states = 8;
/** Later than any job was created. */
const farFuture = new Date(8.64e15);

function keyOf(template: string, queue: string): string {
  return JSON.stringify([template, queue]);
}

/** Selects the keys of a template: `["a","queue"]` and its like are the ones that begin with `["a",`. */
function keysOf(template: string): { $gte: string; $lt: string } {
  const start = `[${JSON.stringify(template)}`;
  return { $gte: `${start},`, $lt: `${start}-` };
}

function pairsOf(templates: readonly string[], queues: readonly string[]): Pair[] | null {
  if (templates.length * queues.length > maxPairs) return null;
  return templates.flatMap((template) => queues.map((queue) => ({ template, queue })));
}
