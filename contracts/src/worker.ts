import { type Static, Type } from "typebox";
import { runKinds } from "./run.ts";
import { closed, nullable } from "./shapes.ts";

/** A worker as it presents itself when it comes and goes. */
export const WorkerPresence = closed({
  kinds: Type.Array(Type.Enum([...runKinds]), { description: "Kinds of templates it runs" }),
  queues: nullable(Type.Array(Type.String()), "Queues it claims from; null for every queue"),
  concurrency: Type.Integer({ minimum: 1, description: "Jobs it runs at once" }),
  host: Type.String({ description: "Name of the machine" }),
  pid: Type.Integer({ description: "Id of its process there" }),
});
export type WorkerPresence = Static<typeof WorkerPresence>;
