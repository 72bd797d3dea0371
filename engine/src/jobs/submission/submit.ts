import type { Job } from "@formwork/contracts/job";
import { fail } from "../../errors.ts";
import { presentJob } from "../present-job.ts";
import { type DraftDeps, draftJob, type Submission } from "./draft-job.ts";
import { findTemplate, templateToRun } from "./find-template.ts";

export type SubmitDeps = DraftDeps & {
  /** Announces a commit: its events to the bus, and `work` to the workers. */
  committed: (change: { work: boolean }) => void;
  /** Called once a job is on its way into the store, before the store has answered. */
  storing: () => void;
};

/**
 * Stores one job in one durable write. A repeated request with the same idempotency key returns the
 * first job and `created: false`; with another body it fails with `idempotency-conflict`.
 */
export async function submitJob(
  deps: SubmitDeps,
  submission: Submission,
): Promise<{ job: Job; created: boolean }> {
  const { template: name, version } = submission.input;
  // The template of a re-run or of a schedule is in no body.
  const find = submission.origin === undefined ? findTemplate : templateToRun;
  const template = await find(deps.templates, submission.principal, { name, version });
  const job = await draftJob(deps, template, submission);
  const inserting = deps.store.insertJobs({ jobs: [job] });
  deps.storing();
  const [inserted] = await inserting;
  if (inserted === undefined || inserted.outcome === "conflict")
    return fail("idempotency-conflict");
  deps.committed({ work: inserted.job.state === "queued" });
  return { job: presentJob(inserted.job), created: inserted.outcome === "stored" };
}
