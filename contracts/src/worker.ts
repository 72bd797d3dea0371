import type { Static } from "typebox";
import { closed, nullable, time } from "./shapes.ts";
import { runKinds } from "./templates/run.ts";
import { Type } from "./typebox.ts";

/** A worker: a process that runs jobs, as it reports itself. */

/** draining: it claims no more jobs and finishes those that it runs. */
export const workerStates = ["online", "draining", "offline"] as const;
export type WorkerState = (typeof workerStates)[number];

/** How a worker went offline. silent: its heartbeats stopped; it may have died with its jobs. */
export const workerEnds = ["stopped", "silent"] as const;

/** Jobs that a worker names in its heartbeat, so that it stays a small write however many it runs. */
export const maxListedJobs = 100;

const facts = {
  kinds: Type.Array(Type.Enum([...runKinds]), { description: "Kinds of templates it runs" }),
  queues: nullable(Type.Array(Type.String()), "Queues it claims from; null for every queue"),
  concurrency: Type.Integer({ minimum: 1, description: "Jobs it runs at once" }),
  host: Type.String({ description: "Name of the machine" }),
  pid: nullable(Type.Integer(), "Id of its process there; null for a remote worker"),
  version: Type.String({ description: "Version of the program" }),
};

const state = Type.Enum([...workerStates], {
  description: "draining: it claims no more and finishes what it runs",
});

/** What happened to a worker: the data of its events. */
export const WorkerPresence = closed({
  ...facts,
  state,
  reason: Type.Enum(["started", "returned", ...workerEnds, "drained", "resumed", "stopping"], {
    description:
      "Why it changed. returned: it was taken for dead and is not; silent: its heartbeats stopped; drained, resumed: a person said so; stopping: its process was asked to end",
  }),
  running: Type.Integer({ minimum: 0, description: "Jobs it ran, by its last heartbeat" }),
});
export type WorkerPresence = Static<typeof WorkerPresence>;

/** Who the commands and modules of a worker run as, from the most apart to the least. */
export const jobUserKinds = ["user-each", "one-user", "worker"] as const;

/** What keeps the jobs of a worker apart from it and from each other. */
export const JobConfinement = closed({
  runAs: Type.Enum([...jobUserKinds], {
    description:
      "Who commands and modules run as. user-each: a user of its own for each attempt; one-user: another user than the worker's, the same for all; worker: the worker's own user",
  }),
  hidden: Type.Boolean({
    description:
      "Whether the secrets, the database and the memory of the worker are out of their reach",
  }),
  limited: Type.Boolean({
    description: "Whether processor time, memory and files of a job are limited",
  }),
  lacks: Type.Array(Type.String(), {
    description: "What cannot be had on this machine, each a sentence",
  }),
});
export type JobConfinement = Static<typeof JobConfinement>;

/** A job that a worker runs, or held when it went offline. */
export const HeldJob = closed({
  createdBy: Type.Optional(
    Type.String({ description: "Id of who submitted it; absent where an older worker runs it" }),
  ),
  id: Type.String({ description: "Id of the job" }),
  template: Type.String({ description: "Name of its template" }),
  summary: Type.String({ description: "Tells it from other jobs of its template; may be empty" }),
});
export type HeldJob = Static<typeof HeldJob>;

/** Who asked a worker to drain, and whether the worker knows. */
const Drain = closed({
  by: Type.String({ description: "Id of the user who asked for it" }),
  at: time("When"),
  seenAt: nullable(
    time("When"),
    "When the worker learnt of it: from then on it has claimed nothing",
  ),
});

export const Worker = closed({
  id: Type.String({ description: "Opaque; attempts name it as their `workerId`" }),
  ...facts,
  confinement: nullable(
    JobConfinement,
    "How its jobs are confined; null for a remote worker and one of an older version",
  ),
  state,
  running: Type.Array(Type.String(), {
    description: `Ids of the jobs it runs, by its last heartbeat, or held when it went offline; at most ${maxListedJobs}`,
  }),
  runningCount: Type.Integer({ minimum: 0, description: "How many jobs those are in all" }),
  jobs: Type.Array(HeldJob, {
    description: "Those jobs of `running` that the caller may see, with their names",
  }),
  drain: nullable(Drain, "Set while a person has it drain"),
  stopping: Type.Boolean({
    description: "Its process was asked to end: it drains, and cannot be resumed",
  }),
  startedAt: time("When it started"),
  heartbeatAt: time("When it last reported itself"),
  offlineAt: nullable(time("When"), "When it went offline"),
  end: nullable(
    Type.Enum([...workerEnds]),
    "stopped: it ended by itself; silent: its heartbeats stopped; null unless offline",
  ),
});
export type Worker = Static<typeof Worker>;

/** How many workers there are, and which of them somebody has to look after. */
export const WorkerCounts = closed({
  online: Type.Integer({ minimum: 0, description: "Workers that claim jobs" }),
  draining: Type.Integer({ minimum: 0, description: "Workers that only finish what they run" }),
  offline: Type.Integer({ minimum: 0, description: "Workers that went offline in the last day" }),
  slots: closed(
    {
      used: Type.Integer({ minimum: 0, description: "Jobs that run, by the last heartbeats" }),
      free: Type.Integer({ minimum: 0, description: "Jobs that online workers could take" }),
    },
    { description: "Room of the workers that are not offline" },
  ),
  missing: Type.Array(Type.String(), {
    description:
      "Ids of workers whose heartbeats stopped and which no worker of the same kinds and queues has replaced since",
  }),
});
export type WorkerCounts = Static<typeof WorkerCounts>;
