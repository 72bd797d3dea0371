import type { Static } from "typebox";
import { closed, nullable, time } from "../shapes.ts";
import { runKinds } from "../templates/run.ts";
import { Type } from "../typebox.ts";
import { JobStateSchema } from "./job.ts";

/** Why a job waits, as its page says in a sentence. */

/** Jobs that one reason names at most; it says how many there are. */
export const maxNamedJobs = 10;
/** Jobs that are counted before another one at most. */
export const maxAhead = 1000;

const named = Type.Array(Type.String(), {
  description: `Ids of those jobs; at most ${maxNamedJobs}`,
});
const queue = Type.String({ description: "Its queue" });
const limit = Type.Integer({ minimum: 1, description: "How many jobs may run at once" });

function reason<const Kind extends string, Fields extends Parameters<typeof closed>[0]>(
  kind: Kind,
  description: string,
  fields: Fields,
) {
  return closed({ kind: Type.Literal(kind, { description }), ...fields }, { description });
}

/** One reason; `kind` tells which fields it has. */
export const WaitReason = Type.Union(
  [
    reason("dependencies", "Jobs that it depends on have not ended", {
      jobs: named,
      count: Type.Integer({ minimum: 1, description: "How many those are" }),
    }),
    reason("later", "It is due later", { runAt: time("When it is due") }),
    reason("backOff", "Its last attempt failed, and the next one is due later", {
      runAt: time("When the next attempt is due"),
      failures: Type.Integer({ minimum: 0, description: "Attempts of this run that failed" }),
      maxAttempts: Type.Integer({ minimum: 1, description: "Attempts before it is failed" }),
    }),
    reason("paused", "Its queue is paused", {
      queue,
      reason: nullable(Type.String(), "Why the queue is paused"),
      by: nullable(Type.String(), "Id of the user who paused it"),
      since: nullable(time("When"), "When it was paused"),
    }),
    reason("noWorker", "No worker that is online runs its kind and queue", {
      runs: Type.Enum([...runKinds], { description: "Kind of its template" }),
      queue,
      draining: Type.Integer({
        minimum: 0,
        description: "Workers that would run it, but claim no more",
      }),
    }),
    reason("queueLimit", "As many jobs of its queue run as may", {
      queue,
      limit,
      running: Type.Integer({ minimum: 0, description: "How many run" }),
    }),
    reason("keyLimit", "As many jobs of its concurrency key run as may", {
      key: Type.String({ description: "Its concurrency key" }),
      limit,
      jobs: named,
    }),
    reason("ownerLimit", "As many jobs of its owner run as may", {
      owner: Type.String({ description: "Id of the user who submitted it" }),
      limit,
    }),
    reason("place", "Other jobs come before it", {
      queue,
      ahead: Type.Integer({
        minimum: 0,
        maximum: maxAhead,
        description: "How many jobs of its kind and queue workers take before it",
      }),
      more: Type.Boolean({ description: `Whether there are more than ${maxAhead} of them` }),
    }),
  ],
  { description: "One reason; `kind` tells which fields it has" },
);
export type WaitReason = Static<typeof WaitReason>;
export type WaitKind = WaitReason["kind"];

/** Why a job waits: what has to happen first comes first. */
export const JobWait = closed({
  state: JobStateSchema,
  reasons: Type.Array(WaitReason, {
    description: "What stands against its start; empty for a job that runs or has ended",
  }),
});
export type JobWait = Static<typeof JobWait>;
