import type { Static, TSchema } from "typebox";
import { FieldError } from "../problem.ts";
import { anyObject, closed, id, nullable, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { JobStateSchema } from "./job.ts";
import { jobFilters, payloadFilters } from "./job-query.ts";
import { PayloadChange } from "./payload-changes.ts";

/** An action on many jobs: what is done to which of them, and how far it has come. */

/** What can be done to many jobs; `engine/src/bulk/action-kinds.ts` has a row for each. */
export const jobActionNames = ["cancel", "retry", "dismiss", "delete", "repair"] as const;
export type JobActionName = (typeof jobActionNames)[number];

/** The states of an action. It ends as `done`, `stopped` or `failed`. */
export const jobActionStates = ["running", "stopping", "done", "stopped", "failed"] as const;
export type JobActionState = (typeof jobActionStates)[number];

const jobFilter = Type.Object(jobFilters);
type JobFilters = Static<typeof jobFilter>;
type OneOrMore<Value> = Value extends (infer Item)[] ? Value | Item : Value;

/** The filters of the job list as JSON: where several values are allowed, one may stand alone. */
export type JobActionFilter = { [Filter in keyof JobFilters]: OneOrMore<JobFilters[Filter]> } & {
  [path: `payload.${string}`]: string;
};

/** The keywords of a filter's schema that say whether it takes several values. */
type Shape = TSchema & { type?: string; items?: TSchema; description?: string };

const shapes: [string, Shape][] = Object.entries(jobFilters);
const listNames = new Set(shapes.flatMap(([name, { type }]) => (type === "array" ? [name] : [])));

/** The schema of a filter in a body, which has each filter of the list. */
const jobActionFilter = Type.Unsafe<JobActionFilter>({
  type: "object",
  properties: Object.fromEntries(
    shapes.map(([name, shape]) => [
      name,
      listNames.has(name) ? { description: shape.description, anyOf: [shape, shape.items] } : shape,
    ]),
  ),
  patternProperties: payloadFilters,
  additionalProperties: false,
  description: "Filters of GET /jobs: the jobs that match when the action is made",
});

/** Returns a filter as the list's query has it: a value that stands alone becomes a list of one. */
export function listFiltersOf(filter: JobActionFilter): JobFilters {
  const lists = Object.entries(filter).map(([name, value]) => [
    name,
    listNames.has(name) ? [value].flat() : value,
  ]);
  // The schema of a filter in a body differs from that of the query in lone values only.
  return Object.fromEntries(lists) as JobFilters;
}

/** What is changed in the payload of each job before it runs again. */
export const JobRepair = closed(
  {
    changes: Type.Array(PayloadChange, {
      maxItems: 200,
      description: "Changes laid over the payload of each job; none runs them again as they are",
    }),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: "Version of their template; the newest one unless told",
      }),
    ),
  },
  { description: "With repair: what is changed in each payload before the job runs again" },
);
export type JobRepair = Static<typeof JobRepair>;

/** What a caller sends to act on many jobs: exactly one of ids and filter. */
export const CreateJobAction = closed({
  action: Type.Enum([...jobActionNames], { description: "What is done to each job" }),
  ids: Type.Optional(
    Type.Array(id("Id of a job"), {
      minItems: 1,
      // As many as POST /jobs/batch takes, so that what was submitted together is cancelled together.
      maxItems: 10_000,
      description: "Ids of the jobs; instead of filter",
    }),
  ),
  filter: Type.Optional(jobActionFilter),
  all: Type.Optional(
    Type.Boolean({ description: "True with an empty filter, to say that every job is meant" }),
  ),
  repair: Type.Optional(JobRepair),
  perMinute: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 60_000,
      description: "Jobs per minute at most; as fast as other work allows unless told",
    }),
  ),
});
export type CreateJobAction = Static<typeof CreateJobAction>;

/** Jobs of an action that were not moved for the same reason. */
export const JobActionReason = closed({
  code: Type.String({
    description:
      "Why: state-conflict (their state forbids it), job-not-found, forbidden (their template may be seen and not run), changed (they no longer matched when their turn came), or another code of a problem",
  }),
  state: nullable(JobStateSchema, "state-conflict: the state they were in"),
  count: Type.Integer({ minimum: 1, description: "How many jobs" }),
  sampleIds: Type.Array(Type.String(), { maxItems: 5, description: "Some of their ids" }),
  errors: Type.Optional(
    Type.Array(FieldError, {
      maxItems: 5,
      description: "invalid-payload: the first faults of their payloads, which are the same",
    }),
  ),
});
export type JobActionReason = Static<typeof JobActionReason>;

const progressFields = {
  id: Type.String({ description: "Opaque; sorts by creation" }),
  action: Type.Enum([...jobActionNames], { description: "What is done to each job" }),
  state: Type.Enum([...jobActionStates], {
    description: "running, stopping, or how it ended: done, stopped, failed",
  }),
  total: nullable(
    Type.Integer({ minimum: 0 }),
    "Jobs it is about; null where counting them would have taken too long",
  ),
  done: Type.Integer({ minimum: 0, description: "Jobs that were moved" }),
  failed: Type.Integer({ minimum: 0, description: "Jobs that could not be moved" }),
  reasons: Type.Array(JobActionReason, {
    maxItems: 20,
    description: "Why jobs could not be moved, the most frequent reason first",
  }),
  perMinute: nullable(Type.Integer(), "Jobs per minute at most"),
  createdBy: Type.String({ description: "Id of the user who made it" }),
  createdAt: time("When it was made"),
  stoppedBy: nullable(Type.String(), "Id of who stopped it"),
  finishedAt: nullable(time("When"), "When it ended"),
  error: nullable(Type.String(), "failed: what went wrong"),
} as const;

/** The data of an action's event. */
export const JobActionProgress = closed(progressFields);
export type JobActionProgress = Static<typeof JobActionProgress>;

/** An action on many jobs, as every reply shows it. */
export const JobAction = closed({
  ...progressFields,
  filter: nullable(anyObject(), "The filter it was made with; null for a list of ids"),
});
export type JobAction = Static<typeof JobAction>;
