import { setImmediate as nextTurn } from "node:timers/promises";
import { BatchJob } from "@formwork/contracts/job";
import type { FieldError } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { compileOnce } from "@formwork/contracts/schema/validate";
import type { Caller } from "../../caller.ts";
import { isRefusal } from "../../errors.ts";
import type { NewJob } from "../../store/verbs/job-store.ts";
import type { Templates } from "../../templates/templates.ts";
import { oncePerVersion } from "../../templates/versions/once-per-version.ts";
import type { Batch } from "../jobs.ts";
import { type BatchKey, batchKeyOf } from "./batch-key.ts";
import { draftJob } from "./draft-job.ts";
import { templateFault, templateToRun } from "./find-template.ts";
import { portionsOf } from "./portions.ts";
import type { SubmitDeps } from "./submit.ts";

export type BatchItem = { index: number; id?: string; errors?: FieldError[] };
type Draft = { index: number; job: NewJob } | { index: number; errors: FieldError[] };

const batchJobValidator = compileOnce<BatchJob>(BatchJob);

/**
 * Jobs drafted in one turn of the event loop and stored in one write. `maxLength` is in characters
 * of JSON: a portion takes a few milliseconds, and other requests are answered in between.
 */
const portion = { maxItems: 500, maxLength: 500_000 };
/** Portions in the hands of the store while the next one is drafted. */
const maxStoring = 2;

/**
 * Stores the valid jobs of a batch, in portions; returns for each input the id of its job, or its
 * faults, in order. When the store fails, earlier portions may have been stored.
 */
export async function submitBatch(
  deps: SubmitDeps,
  { inputs, itemFaults, idempotencyKey, ...caller }: Caller & Batch,
): Promise<BatchItem[]> {
  const key = await batchKeyOf(deps, inputs, idempotencyKey);
  const find = oncePerVersion((id) => templateToRun(deps.templates, caller.principal, id));
  const stored: Promise<BatchItem[]>[] = [];
  for (const { start, end } of portionsOf(inputs, portion)) {
    const drafts = await Promise.all(
      inputs.slice(start, end).map((input, offset) => {
        const index = start + offset;
        const errors = itemFaults?.get(index);
        return errors === undefined
          ? draft(deps, find, { ...caller, key }, input, index)
          : { index, errors };
      }),
    );
    await key?.storeFirst(drafts);
    const storing = storeDrafts(deps, drafts);
    // Awaited below; until then a failure is no unhandled one.
    storing.catch(() => {});
    stored.push(storing);
    await stored.at(-1 - maxStoring);
    await nextTurn();
  }
  return (await Promise.all(stored)).flat();
}

async function draft(
  deps: SubmitDeps,
  find: Templates["stored"],
  { key, ...caller }: Caller & { key: BatchKey | null },
  sent: unknown,
  index: number,
): Promise<Draft> {
  const isBatchJob = batchJobValidator();
  if (!isBatchJob(sent)) return { index, errors: explain(isBatchJob.errors ?? []) };
  const { idempotencyKey, ...input } = sent;
  const own = idempotencyKey === undefined ? key?.ofItem(index) : { idempotencyKey };
  try {
    const template = await find({ name: input.template, version: input.version });
    return { index, job: await draftJob(deps, template, { ...caller, ...own, input }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { index, errors: error.errors ?? [templateFault(error)] };
  }
}

async function storeDrafts(deps: SubmitDeps, drafts: Draft[]): Promise<BatchItem[]> {
  const jobs = drafts.flatMap((entry) => ("job" in entry ? [entry.job] : []));
  const inserted = jobs.length === 0 ? [] : await deps.store.insertJobs({ jobs });
  if (inserted.length > 0)
    deps.committed({
      work: inserted.some((answer) => answer.outcome === "stored" && answer.job.state === "queued"),
    });
  let place = 0;
  return drafts.map((entry) => {
    if (!("job" in entry)) return entry;
    const { index } = entry;
    const answer = inserted[place++];
    return answer === undefined || answer.outcome === "conflict"
      ? { index, errors: keyTaken }
      : { index, id: answer.job.id };
  });
}

const keyTaken: FieldError[] = [
  {
    pointer: "/idempotencyKey",
    message: "was used for another job",
    keyword: "idempotency-conflict",
  },
];
