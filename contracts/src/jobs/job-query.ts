import { line, repeated, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { JobStateSchema } from "./job.ts";

/** What a caller may ask of a list of jobs: filters and orders. */

export const dismissedChoices = ["true", "false", "any"] as const;

/** Times of a job that a range can bound. */
export const timeFields = ["createdAt", "finishedAt"] as const;
export type TimeField = (typeof timeFields)[number];

/** Filters of jobs. A filter given several times matches any of its values; a job has all tags. */
export const jobFilters = {
  state: repeated(JobStateSchema, "State"),
  template: repeated(line(), "Name of the template"),
  createdBy: Type.Optional(line({ description: "Id of who submitted it; `me` is the caller" })),
  tag: repeated(line(), "Tag; given several times, a job has all of them"),
  queue: repeated(line(), "Queue"),
  schedule: Type.Optional(line({ description: "Schedule that fired it" })),
  rerunOf: Type.Optional(line({ description: "Id of the job that it runs again" })),
  error: Type.Optional(
    line({
      maxLength: 200,
      description: "Key of a group of failed jobs (GET /jobs/errors); dismissed ones only if asked",
    }),
  ),
  dismissed: Type.Optional(
    Type.Enum([...dismissedChoices], {
      description:
        "Whether a failed job was dismissed; without `error` any unless told, with it `false`",
    }),
  ),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        "Words in any case, all of which a job has: as a part of its summary, its template's title or name, a tag, a text or number of its payload or error, or as the first or last characters of its id; not in sealed secrets",
    }),
  ),
  from: Type.Optional(time("Created, or with `timeField` finished, at or after")),
  to: Type.Optional(time("Created, or with `timeField` finished, before")),
  timeField: Type.Optional(
    Type.Enum([...timeFields], {
      description: "Which time of a job `from` and `to` bound; createdAt unless told",
    }),
  ),
};

/**
 * Parameters `payload.PATH=value`: the payload has the value, as text, at a path of keys and places
 * in lists, with dots between them. Keys may have any characters.
 */
export const payloadFilters = {
  "^payload\\.[\\s\\S]{0,200}$": Type.String({ description: "A payload value, as text" }),
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

/** Formats in which jobs are exported. */
export const exportFormats = ["csv", "ndjson"] as const;
export type ExportFormat = (typeof exportFormats)[number];
