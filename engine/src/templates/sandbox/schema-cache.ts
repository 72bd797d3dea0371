import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { Batch, Task } from "./sandbox-messages.ts";

/**
 * Which schemas the thread knows. The least recently used are forgotten, so that its memory holds
 * the busy ones.
 */
export type SchemaCache = {
  /** Notes what the tasks of a batch need; answers what has to be sent along, and what may go. */
  record: (
    calls: readonly { task: Task; schema: SchemaObject | undefined }[],
  ) => Pick<Batch, "learn" | "forget">;
  /** The thread is a new one and knows nothing. */
  clear: () => void;
};

export function createSchemaCache(most = 200): SchemaCache {
  // A Set keeps its order of insertion: the first is the one longest unused.
  const known = new Set<string>();

  function record(calls: readonly { task: Task; schema: SchemaObject | undefined }[]) {
    const learn = new Map<string, SchemaObject>();
    for (const { task, schema } of calls) {
      if (!("hash" in task) || schema === undefined) continue;
      if (!known.delete(task.hash)) learn.set(task.hash, schema);
      known.add(task.hash);
    }
    const needed = new Set(calls.map(({ task }) => ("hash" in task ? task.hash : "")));
    const forget = [...known]
      .slice(0, Math.max(0, known.size - most))
      .filter((hash) => !needed.has(hash));
    for (const hash of forget) known.delete(hash);
    return { learn: [...learn], forget };
  }

  return { record, clear: () => known.clear() };
}
