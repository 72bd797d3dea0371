import type { Static } from "typebox";
import { closed, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { JobStateSchema } from "./job.ts";

/** The last jobs of a user that tell which templates the user uses. */
export const ownJobsRead = 200;

/** A template that somebody uses, and the last job of it. */
export const UsedTemplate = closed({
  template: Type.String({ description: "Name of the template" }),
  jobs: Type.Integer({ minimum: 1, description: `Jobs of it among the last ${ownJobsRead}` }),
  last: closed(
    {
      id: Type.String({ description: "Id of the job" }),
      summary: Type.String({
        description: "Tells it from other jobs of its template; may be empty",
      }),
      state: JobStateSchema,
      createdAt: time("When it was submitted"),
    },
    { description: "The last job of it" },
  ),
});
export type UsedTemplate = Static<typeof UsedTemplate>;
