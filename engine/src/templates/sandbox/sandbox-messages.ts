import type { FieldError } from "@formwork/contracts/problem";
import type { CheckedPayload, Payload } from "@formwork/contracts/schema/payload/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { KeptSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import type { TemplateDefinition } from "@formwork/contracts/template";

/**
 * Messages between the sandbox and its thread. A batch and its answers travel as one JSON text,
 * which is faster than the structured clone of the same objects.
 */

/** One piece of work with a schema that is not trusted. `hash` names a schema of the cache. */
export type Task =
  | { kind: "check-template"; definition: TemplateDefinition }
  | { kind: "validate"; hash: string; payload: Payload; kept?: KeptSecrets }
  | { kind: "check-result"; hash: string; result: unknown }
  | { kind: "validator-script"; hash: string };

export type Results = {
  "check-template": FieldError[];
  validate: ValidatedPayload;
  "check-result": FieldError[];
  "validator-script": string;
};

/** A checked payload with kept secrets in their places. */
export type ValidatedPayload = CheckedPayload & {
  /** The pointer of each secret, and the handle that it was given by, if it was kept. */
  secrets: { pointer: string; handle: string | null }[];
};

/**
 * Tasks with the length of the JSON of each, the schemas that the thread lacks for them, and the
 * hashes of those it drops.
 */
export type Batch = {
  tasks: Task[];
  sizes: number[];
  learn: [hash: string, schema: SchemaObject][];
  forget: string[];
};

/**
 * One answer per task, in their order, in one message or several: the result, or the message of what
 * was thrown.
 */
export type Answer = { result: unknown } | { error: string };

/** Message that the thread answers no more tasks of this batch, since it took long enough. */
export const later = "later";

/**
 * `progress` holds the index of the task that the thread works on. It is shared memory, so that it
 * can be read after the thread was killed.
 */
export type ThreadData = { progress: SharedArrayBuffer };
