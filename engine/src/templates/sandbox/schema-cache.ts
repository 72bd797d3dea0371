import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { LRUCache } from "lru-cache";
import type { Batch, Task } from "./sandbox-messages.ts";

/**
 * Keeps account of the schemas that the sandbox's thread holds, by hash, so that each is sent once.
 * The thread holds the most recently used ones, which bounds its memory.
 */
export type SchemaCache = {
  /** Answers which schemas a batch has to bring along, and which the thread drops before it. */
  record: (
    calls: readonly { task: Task; schema: SchemaObject | undefined }[],
  ) => Pick<Batch, "learn" | "forget">;
  /** Empties the account, for a new thread. */
  clear: () => void;
};

/** `max`: schemas the thread holds between two batches. */
export function createSchemaCache(max = 200): SchemaCache {
  /** Evicted here, but still held by the thread: it drops those that the batch does not need. */
  const evicted = new Set<string>();
  const held = new LRUCache<string, true>({
    max,
    dispose: (_, hash, reason) => reason === "evict" && evicted.add(hash),
  });

  function record(calls: readonly { task: Task; schema: SchemaObject | undefined }[]) {
    const learn = new Map<string, SchemaObject>();
    const needed = new Set<string>();
    for (const { task, schema } of calls) {
      if (!("hash" in task) || schema === undefined) continue;
      const { hash } = task;
      needed.add(hash);
      if (!held.has(hash) && !evicted.delete(hash)) learn.set(hash, schema);
      held.set(hash, true);
    }
    const forget = [...evicted].filter((hash) => !needed.has(hash));
    for (const hash of forget) evicted.delete(hash);
    return { learn: [...learn], forget };
  }

  function clear(): void {
    held.clear();
    evicted.clear();
  }

  return { record, clear };
}
