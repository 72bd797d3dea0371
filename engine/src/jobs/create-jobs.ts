import type { Telemetry } from "../runtime/telemetry.ts";
import { isoTimeOrNull } from "../store/iso-time.ts";
import { changeJob } from "./change.ts";
import { type ControlDeps, cancelJob, deleteJob, dismissJob, retryJob } from "./control.ts";
import type { Jobs } from "./jobs.ts";
import { countJobs, getJob, listAttempts, listEvents, listJobs, readLog } from "./list.ts";
import { ownTemplates } from "./own-templates.ts";
import { rerunJob } from "./rerun.ts";
import { generateJobs } from "./submission/generate-jobs.ts";
import { type SubmitDeps, submitJob } from "./submission/submit.ts";
import { submitBatch } from "./submission/submit-batch.ts";

/** Joins the verbs of jobs; each that writes is timed and logged as a span. */
export function createJobs(deps: ControlDeps & SubmitDeps & { telemetry: Telemetry }): Jobs {
  const { span } = deps.telemetry;
  return {
    submit: (params) =>
      span("job.submit", { template: params.input.template }, () => submitJob(deps, params)),
    submitBatch: (params) =>
      span("job.submit-batch", { jobs: params.inputs.length }, () => submitBatch(deps, params)),
    generate: (params) =>
      span("job.generate", { jobs: params.count }, () => generateJobs(deps, params)),
    get: (params) => getJob(deps, params),
    list: (params) => listJobs(deps, params),
    stats: (params) => countJobs(deps, params),
    ownTemplates: (params) => ownTemplates(deps, params),
    events: (params) => listEvents(deps, params),
    attempts: (params) => listAttempts(deps, params),
    logs: (params) => readLog(deps, params),
    async logRemovedAt(params) {
      return isoTimeOrNull(await deps.store.logRemovedAt(params));
    },
    cancel: (params) => span("job.cancel", { jobId: params.id }, () => cancelJob(deps, params)),
    retry: (params) => span("job.retry", { jobId: params.id }, () => retryJob(deps, params)),
    dismiss: (params) => span("job.dismiss", { jobId: params.id }, () => dismissJob(deps, params)),
    change: (params) => span("job.change", { jobId: params.id }, () => changeJob(deps, params)),
    rerun: (params) => span("job.rerun", { jobId: params.id }, () => rerunJob(deps, params)),
    delete: (params) => span("job.delete", { jobId: params.id }, () => deleteJob(deps, params)),
  };
}
