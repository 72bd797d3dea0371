import type { LogLine } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import type { StoredTemplate } from "../../store.ts";
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
 * A version of a template; `_id` is `name@version`. Its definition is a text, since a schema may
 * have keys that mean something to MongoDB.
 */
export type TemplateDocument = Pick<
  StoredTemplate,
  "name" | "version" | "hash" | "source" | "folder" | "publishedBy"
> & {
  _id: string;
  title: TemplateDefinition["title"];
  publishedAt: Date;
  definition: string;
};

/**
 * A process that writes, `_id` by number: the bus has what it wrote up to `upTo`. It is `open`
 * while there may be more.
 */
export type WriterDocument = { _id: number; upTo: number; seen: Date; open?: true };

/** Which schema the database has, and who is bringing it to a newer one. */
export type SchemaDocument = { _id: "schema"; version: number; owner?: string; until?: Date };
