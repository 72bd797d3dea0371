import { Type } from "typebox";
import { JobStateSchema } from "./job.ts";
import { repeated } from "./shapes.ts";

/** What a caller may ask of a list of jobs: filters and orders. */

/** Filters of the job list. A filter given several times matches any of its values. */
export const jobFilters = {
  state: repeated(JobStateSchema, "State"),
  template: repeated(Type.String(), "Name of the template"),
  createdBy: Type.Optional(
    Type.String({ description: "Id of who submitted it; `me` is the caller" }),
  ),
  tag: repeated(Type.String(), "Tag"),
  queue: repeated(Type.String(), "Queue"),
  schedule: Type.Optional(Type.String({ description: "Schedule that fired it" })),
  q: Type.Optional(
    Type.String({ maxLength: 200, description: "Part of an id, template, tag or payload value" }),
  ),
  from: Type.Optional(Type.String({ format: "date-time", description: "Created at or after" })),
  to: Type.Optional(Type.String({ format: "date-time", description: "Created before" })),
};

/** Orders of the job list; a leading minus means descending. */
export const jobSorts = [
  "-createdAt",
  "createdAt",
  "-runAt",
  "runAt",
  "-priority",
  "priority",
  "-finishedAt",
  "finishedAt",
] as const;
export type JobSort = (typeof jobSorts)[number];
