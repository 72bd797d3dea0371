import type { FieldError } from "@formwork/contracts/job";
import type { Checked, Payload } from "@formwork/contracts/schema/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";

/**
 * What the guard and its thread say to each other. Batches travel as JSON text, which copies faster
 * than objects do.
 */

/** One piece of work on a template that nobody trusts yet. */
export type Task =
  | { kind: "check-template"; definition: TemplateDefinition }
  | { kind: "validate"; hash: string; payload: Payload }
  | { kind: "validator-script"; hash: string };

export type Results = {
  "check-template": FieldError[];
  validate: Checked;
  "validator-script": string;
};

/**
 * Tasks with the schemas they need, by hash, that the thread has not seen yet, and those it may
 * forget.
 */
export type Batch = {
  tasks: Task[];
  learn: [hash: string, schema: SchemaObject][];
  forget: string[];
};

/** One answer per task: its result, or what was thrown. */
export type Answer = { result: unknown } | { error: string };

/**
 * What the thread starts with. It writes the index of the task it is at into `progress`, which
 * outlives it.
 */
export type ThreadData = { progress: SharedArrayBuffer };
