import type { LogLine } from "@formwork/contracts/job";
import type { StoredStanding } from "./documents.ts";
import type { StoredStep } from "./stored-step.ts";

/** The documents of the collections beside `jobs`. */

/**
 * Steps `first` to `last` of a job whose document would grow too large; `_id` is `job:first`.
 * `base` is where the job stood before them.
 */
export type PastSteps = {
  _id: string;
  job: string;
  first: number;
  last: number;
  base?: StoredStanding;
  steps: StoredStep[];
};

/** A result that is large or differs within its batch; `_id` is `job:token` of the lease. */
export type Result = { _id: string; job: string; result: string };

/** The log lines of one append; `_id` is `job:last`. */
export type LogChunk = {
  _id: string;
  job: string;
  attempt: number;
  first: number;
  last: number;
  lines: (Pick<LogLine, "stream" | "text"> & { at: number })[];
};

/**
 * A process that writes, or wrote; `_id` is its number. The bus has all that it wrote up to write
 * `upTo`, its watermark. `seen` is its last heartbeat. `open` is set while there may be more.
 */
export type WriterDocument = { _id: number; upTo: number; seen: Date; open?: true };

/**
 * A queue in which jobs of a template are, or once were. It is stored before the first of them, so
 * that lists know each pair there may be.
 */
export type TemplateQueue = { _id: string; template: string; queue: string };

/** The version of the schema, and which process migrates it until when. */
export type SchemaDocument = { _id: "schema"; version: number; owner?: string; until?: Date };
