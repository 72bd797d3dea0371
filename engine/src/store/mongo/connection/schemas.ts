import { Schema } from "mongoose";

/**
 * Fields and indexes of the collections. `docs/mongodb.md` lists which query each index serves, and a
 * test holds the two equal. Writes bypass mongoose; the schemas make it refuse filters with an
 * unknown field, or with an operator in place of a value.
 *
 * Partial indexes leave out jobs that have ended, so they stay small.
 */

const text = String;
const whole = Number;
const settings = {
  versionKey: false,
  strict: true,
  minimize: false,
  _id: false,
  id: false,
} as const;

const fixed = {
  ...{
    template: text,
    version: whole,
    kind: text,
    queue: text,
    tags: [text],
    maxAttempts: whole,
    timeoutMs: whole,
    createdBy: text,
  },
  ...{
    scheduleId: text,
    rerunOf: text,
    dependsOn: [text],
    onDependencyFailure: text,
    onLost: text,
    traceparent: text,
  },
  ...{ concurrencyLimit: whole, idempotencyHash: text, summary: text, payload: text },
};
const jobs = new Schema(
  {
    ...{
      _id: text,
      lane: text,
      at: Date,
      state: text,
      seq: whole,
      priority: whole,
      createdAt: Date,
      runAt: Date,
      finishedAt: Date,
    },
    ...{
      concurrencyKey: text,
      slot: whole,
      permits: [text],
      idempotencyKey: text,
      waitsFor: [text],
      awaited: Boolean,
      resolves: Boolean,
    },
    ...{
      attempt: whole,
      crashes: whole,
      failures: whole,
      run: whole,
      startedAt: Date,
      startedBefore: Date,
      dismissedAt: Date,
      logRemovedAt: Date,
      endedAs: text,
    },
    ...{
      progress: text,
      error: text,
      options: text,
      errorGroup: text,
      result: text,
      resultToken: text,
      workerId: text,
      leaseToken: text,
      endingToken: text,
      lines: whole,
    },
    ...{ by: whole, relayed: whole, steps: [Schema.Types.Mixed], base: Schema.Types.Mixed, fixed },
  },
  settings,
);
const where = (...fields: string[]) => ({
  partialFilterExpression: Object.fromEntries(fields.map((field) => [field, { $exists: true }])),
});
jobs.index(
  { lane: 1, at: 1, _id: 1, priority: 1, "fixed.queue": 1 },
  { name: "places", ...where("lane") },
);
jobs.index({ by: 1 }, { name: "writes" });
jobs.index(
  { "fixed.createdBy": 1, idempotencyKey: 1 },
  { name: "idempotency", unique: true, ...where("idempotencyKey") },
);
jobs.index({ concurrencyKey: 1, slot: 1 }, { name: "slots", unique: true, ...where("slot") });
jobs.index({ permits: 1 }, { name: "permits", unique: true, ...where("permits") });
jobs.index({ waitsFor: 1 }, { name: "dependents", ...where("waitsFor") });
jobs.index({ awaited: 1, state: 1 }, { name: "awaited", ...where("awaited") });
jobs.index(
  { state: 1, "fixed.template": 1, "fixed.queue": 1, createdAt: 1, _id: 1 },
  { name: "by_state_template_queue" },
);
jobs.index({ "fixed.createdBy": 1, createdAt: 1, _id: 1 }, { name: "by_owner" });
jobs.index(
  { "fixed.tags": 1, createdAt: 1, _id: 1 },
  // Any text: so that a list without tags has no entry.
  { name: "by_tag", partialFilterExpression: { "fixed.tags": { $gte: "" } } },
);
jobs.index(
  { "fixed.rerunOf": 1, createdAt: 1, _id: 1 },
  { name: "by_rerun", ...where("fixed.rerunOf") },
);
jobs.index(
  { errorGroup: 1, createdAt: 1, _id: 1, finishedAt: 1 },
  { name: "by_error", ...where("errorGroup") },
);
jobs.index({ resolves: 1, state: 1 }, { name: "resolvers", ...where("resolves") });
jobs.index(
  { "fixed.scheduleId": 1, createdAt: 1, _id: 1 },
  { name: "by_schedule", ...where("fixed.scheduleId") },
);
jobs.index({ "fixed.template": 1, runAt: 1, _id: 1 }, { name: "by_template_run_at" });
jobs.index({ "fixed.template": 1, priority: 1, _id: 1 }, { name: "by_template_priority" });
jobs.index(
  { state: 1, "fixed.template": 1, finishedAt: 1, _id: 1 },
  { name: "by_state_template_end", ...where("finishedAt") },
);

const pastSteps = new Schema(
  {
    _id: text,
    job: text,
    first: whole,
    last: whole,
    base: Schema.Types.Mixed,
    steps: [Schema.Types.Mixed],
  },
  settings,
);
pastSteps.index({ job: 1, first: 1 }, { name: "of_job" });

const results = new Schema({ _id: text, job: text, result: text }, settings);
results.index({ job: 1 }, { name: "of_job" });

const logChunks = new Schema(
  { _id: text, job: text, attempt: whole, first: whole, last: whole, lines: [Schema.Types.Mixed] },
  settings,
);
logChunks.index({ job: 1, last: 1 }, { name: "of_job" });

const writers = new Schema({ _id: whole, upTo: whole, seen: Date, open: Boolean }, settings);
writers.index({ open: 1 }, { name: "open", ...where("open") });

const templateQueues = new Schema({ _id: text, template: text, queue: text }, settings);

const meta = new Schema({ _id: text, version: whole, owner: text, until: Date }, settings);

/** The schema of each collection, by its name. */
export const schemas = {
  ...{ jobs, results, writers, meta },
  ...{ past_steps: pastSteps, log_chunks: logChunks, template_queues: templateQueues },
} as const;
