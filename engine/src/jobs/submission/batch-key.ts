import { setImmediate as nextTurn } from "node:timers/promises";
import { fail } from "../../errors.ts";
import type { NewJob } from "../../store/verbs/job-store.ts";
import { canonicalJson } from "../../templates/canonical-json.ts";
import { portionsOf } from "./portions.ts";
import type { SubmitDeps } from "./submit.ts";

/** The key of a whole batch: each of its jobs holds a part of it. */
export type BatchKey = {
  /** Returns what the job at a place of the batch is known by. */
  ofItem: (index: number) => { idempotencyKey: string; idempotencyHash: string };
  /**
   * Stores the first job of the batch alone, under a key that does not depend on its place. So a batch
   * with other jobs under the same key is refused, as `idempotency-conflict`, before any is stored.
   */
  storeFirst: (drafts: readonly (object | { job: NewJob })[]) => Promise<void>;
};

/** Items that are read in one turn of the event loop. */
const portion = { maxItems: 500, maxLength: 500_000 };

/** Makes the key of a batch; null where its caller gives none. Headers hold no line breaks. */
export async function batchKeyOf(
  { secrets, store, committed }: Pick<SubmitDeps, "secrets" | "store" | "committed">,
  inputs: readonly unknown[],
  key: string | undefined,
): Promise<BatchKey | null> {
  if (key === undefined) return null;
  let batch = "";
  for (const { start, end } of portionsOf(inputs, portion)) {
    batch = secrets.hash(batch + canonicalJson(inputs.slice(start, end)));
    await nextTurn();
  }
  let isStored = false;
  return {
    ofItem: (index) => ({
      idempotencyKey: `${key}\n${index}`,
      idempotencyHash: secrets.hash(`${batch}\n${index}`),
    }),
    async storeFirst(drafts) {
      const first = drafts.find((draft): draft is { job: NewJob } => "job" in draft)?.job;
      if (isStored || first === undefined || first.idempotency === null) return;
      isStored = true;
      // A job with a key of its own is told by that one.
      if (!first.idempotency.key.startsWith(`${key}\n`)) return;
      first.idempotency.key = `${key}\nfirst`;
      const [inserted] = await store.insertJobs({ jobs: [first] });
      if (inserted === undefined || inserted.outcome === "conflict")
        fail("idempotency-conflict", "This idempotency key was used for another batch");
      committed({ work: inserted.job.state === "queued" });
    },
  };
}
