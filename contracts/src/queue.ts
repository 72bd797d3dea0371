import type { Static } from "typebox";
import { closed, line, nullable, time } from "./shapes.ts";
import { Type } from "./typebox.ts";

/** A queue: a named group in which jobs wait. It exists while a job, a template or a rule names it. */

/** Longest reason of a pause, in characters. */
const maxReasonLength = 500;

/** What the name of a queue looks like. */
export const queuePattern = "^[a-z0-9][a-z0-9._-]{0,62}$";

/** The name of a queue, as a path has it. */
export const queueName = Type.String({
  pattern: queuePattern,
  description: "Name of the queue",
});

const concurrency = Type.Integer({
  minimum: 1,
  maximum: 10_000,
  description: "How many of its jobs run at once at most, over all workers",
});

const rules = {
  name: queueName,
  paused: Type.Boolean({ description: "Whether no job of it is started" }),
  reason: nullable(Type.String({ maxLength: maxReasonLength }), "Why it is paused"),
  pausedBy: nullable(Type.String(), "Id of the user who paused it"),
  pausedAt: nullable(time("When"), "When it was paused"),
  concurrency: nullable(concurrency, "How many of its jobs run at once at most; null for any"),
};

/** A queue, as every reply shows it. */
export const Queue = closed({
  ...rules,
  scheduled: Type.Integer({
    minimum: 0,
    description: "Jobs that are due later, wait for others, or wait for their next attempt",
  }),
  queued: Type.Integer({ minimum: 0, description: "Jobs that wait for a worker" }),
  running: Type.Integer({ minimum: 0, description: "Jobs that run" }),
  oldestDueMs: nullable(
    Type.Integer({ minimum: 0 }),
    "How long the job has waited for a worker that has waited longest, in milliseconds",
  ),
  perMinute: closed(
    {
      in: Type.Number({ minimum: 0, description: "Jobs that were submitted to it" }),
      out: Type.Number({ minimum: 0, description: "Jobs of it that ended" }),
    },
    { description: "Jobs per minute, over the last five whole minutes" },
  ),
});
export type Queue = Static<typeof Queue>;

/** Concurrency keys that a reply lists at most; each costs the store a look at its running jobs. */
export const maxKeyHolds = 20;

/** A concurrency key that is full, and who waits for it. */
const KeyHold = closed({
  key: Type.String({
    description: "The key: the name of the template, a colon, and what it makes of the payload",
  }),
  limit: Type.Integer({ minimum: 1, description: "How many jobs of the key run at once at most" }),
  running: Type.Integer({ minimum: 0, description: "Jobs of the key that run, in any queue" }),
  waiting: Type.Integer({ minimum: 1, description: "Jobs of the queue that are held behind it" }),
  first: closed(
    {
      id: Type.String({ description: "Id of the job" }),
      summary: Type.String({ description: "The line that tells it from other jobs; may be empty" }),
      template: Type.String({ description: "Name of its template" }),
    },
    { description: "The first in line" },
  ),
});
export type KeyHold = Static<typeof KeyHold>;

/** Who waits for which concurrency key in a queue. */
export const QueueKeys = closed({
  items: Type.Array(KeyHold, {
    maxItems: maxKeyHolds,
    description: "Full keys, those with most waiting jobs first",
  }),
  more: Type.Boolean({
    description: "Whether there are more keys, or more waiting jobs than were looked at",
  }),
});
export type QueueKeys = Static<typeof QueueKeys>;

/** What a caller changes of a queue. */
export const ChangeQueue = closed({ concurrency: rules.concurrency });
export type ChangeQueue = Static<typeof ChangeQueue>;

/** What a caller may say when it pauses a queue. */
export const PauseQueue = closed({
  reason: Type.Optional(
    line({
      maxLength: maxReasonLength,
      description: "Why, for those who find it paused",
    }),
  ),
});

/** The data of an event about a queue: its rules after the change. */
export const QueueChange = closed(rules);
export type QueueChange = Static<typeof QueueChange>;
