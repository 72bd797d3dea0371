import type { LogLine } from "@formwork/contracts/job";
import type { StoredStanding } from "./documents.ts";
import type { StoredStep } from "./stored-step.ts";

/** What lies beside the jobs. */

/** Steps of a long life that its document no longer carries; `_id` is `job:first`. */
export type PastSteps = {
  _id: string;
  job: string;
  first: number;
  last: number;
  base?: StoredStanding;
  steps: StoredStep[];
};

/** A result that others of its batch do not share; `_id` is `job:token`. */
export type Result = { _id: string; job: string; result: string };

/** Lines of one append; `_id` is `job:last`. */
export type LogChunk = {
  _id: string;
  job: string;
  attempt: number;
  first: number;
  last: number;
  lines: (Pick<LogLine, "stream" | "text"> & { at: number })[];
};

/**
 * A process that writes, `_id` by number: the bus has what it wrote up to `upTo`. It is `open`
 * while there may be more.
 */
export type WriterDocument = { _id: number; upTo: number; seen: Date; open?: true };

/** Which schema the database has, and who is bringing it to a newer one. */
export type SchemaDocument = { _id: "schema"; version: number; owner?: string; until?: Date };
