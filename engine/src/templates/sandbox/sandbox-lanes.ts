import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { LRUCache } from "lru-cache";
import { DomainError } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Asker, Call } from "./calls/call.ts";
import type { Answer, Task } from "./sandbox-messages.ts";
import { createSandboxThread } from "./sandbox-thread.ts";

/**
 * Runs tasks on two threads. All begin on the first, where a task has little time. The one at which
 * that breaks is repeated on the second, alone and with the full time, and fails there with
 * `template-too-costly`; so are its caller's next tasks with the same schema for a while, and all of
 * a caller at whose tasks the first thread broke several times: they keep nobody else waiting.
 */
export type SandboxLanes = {
  run: (task: Task, schema: SchemaObject | undefined, asker: Asker) => Promise<Answer>;
  close: () => Promise<void>;
};

/** Tasks per message: enough to share its cost, few enough for the first to be answered soon. */
const maxTasks = 256;
/** Longest time for one task on the first thread, in milliseconds: far more than most need. */
const firstTimeoutMs = 1000;
/** How long a caller is kept to the second thread, in milliseconds. */
const suspicionMs = 60_000;
/** Callers, and schemas of callers, that are remembered for that. */
const maxSuspects = 1000;
/** Breaks of the first thread after which all tasks of their caller are kept from it. */
const maxBreaks = 5;

export function createSandboxLanes(params: {
  telemetry: Telemetry;
  memoryMb: number;
  timeoutMs: number;
  idleMs?: number | undefined;
}): SandboxLanes {
  const suspects = new LRUCache<string, number>({ max: maxSuspects, ttl: suspicionMs });
  const breaksOf = (key: string) => suspects.get(key) ?? 0;
  const isSuspect = (asker: Asker, task: Task) =>
    breaksOf(asker.id) >= maxBreaks || breaksOf(keyOf(asker, task)) > 0;
  const second = createSandboxThread({ ...params, maxTasks: 1, onBroken: refuse });
  const first = createSandboxThread({
    ...params,
    timeoutMs: Math.min(firstTimeoutMs, params.timeoutMs),
    maxTasks,
    onBroken(call) {
      for (const key of [call.asker.id, keyOf(call.asker, call.task)])
        suspects.set(key, breaksOf(key) + 1);
      second.add({ ...call, since: performance.now() });
    },
  });
  return {
    run: (task, schema, asker) =>
      new Promise((resolve, reject) => {
        const call: Call = { task, schema, asker, resolve, reject, since: performance.now() };
        (isSuspect(asker, task) ? second : first).add(call);
      }),
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

function keyOf({ id }: Asker, task: Task): string {
  return `${id} ${"hash" in task ? task.hash : task.definition.name}`;
}

function refuse(call: Call): void {
  call.reject(
    new DomainError(
      "template-too-costly",
      "The template's schema takes too much time or memory for this input",
    ),
  );
}
