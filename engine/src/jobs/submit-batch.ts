import { type FieldError, SubmitJob } from "@formwork/contracts/job";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { Caller } from "../caller.ts";
import { DomainError } from "../errors.ts";
import type { NewJob } from "../store/job-store.ts";
import { draftJob, type SubmitDeps } from "./submit.ts";

export type BatchItem = { index: number; id?: string; errors?: FieldError[] };
type Draft = { index: number; job: NewJob } | { index: number; errors: FieldError[] };

const isSubmitJob = createAjv().compile<SubmitJob>(SubmitJob);
/**
 * Jobs per write: large enough to amortise the commit, small enough to keep others waiting a few
 * milliseconds only.
 */
const chunk = 1000;

/** Stores the good ones of many jobs; answers for each its id or its faults, in order. */
export async function submitBatch(
  deps: SubmitDeps,
  params: Caller & { inputs: unknown[] },
): Promise<BatchItem[]> {
  const items: BatchItem[] = [];
  for (let start = 0; start < params.inputs.length; start += chunk) {
    const inputs = params.inputs.slice(start, start + chunk);
    const drafts = await Promise.all(
      inputs.map((input, offset) => draft(deps, params, input, start + offset)),
    );
    items.push(...(await storeDrafts(deps, drafts)));
  }
  return items;
}

async function draft(
  deps: SubmitDeps,
  caller: Caller,
  input: unknown,
  index: number,
): Promise<Draft> {
  if (!isSubmitJob(input)) return { index, errors: explain(isSubmitJob.errors ?? []) };
  try {
    return { index, job: await draftJob(deps, { ...caller, input }) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === "unavailable") throw error;
    return {
      index,
      errors: error.errors ?? [
        { pointer: "/template", message: error.message, keyword: error.code },
      ],
    };
  }
}

async function storeDrafts(deps: SubmitDeps, drafts: Draft[]): Promise<BatchItem[]> {
  const jobs = drafts.flatMap((entry) => ("job" in entry ? [entry.job] : []));
  const inserted = jobs.length === 0 ? [] : await deps.store.insertJobs({ jobs });
  if (inserted.length > 0)
    deps.committed({
      work: inserted.some((answer) => answer.outcome === "stored" && answer.job.state === "queued"),
    });
  return drafts.map((entry) => ("job" in entry ? { index: entry.index, id: entry.job.id } : entry));
}
