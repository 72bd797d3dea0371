import { ErrorGroups, errorSorts, GroupFields } from "../../jobs/dead-letter.ts";
import { jobFilters, payloadFilters } from "../../jobs/job-query.ts";
import { closed, line } from "../../shapes.ts";
import { Type } from "../../typebox.ts";
import { get, paging } from "../operation.ts";

const { dismissed: _, ...filters } = jobFilters;

/** Reading the dead letters by their error. */
export const deadLetterOperations = {
  "errors.list": get("/jobs/errors", {
    ...{ tag: "dead-letters", concerns: "list" },
    scope: "jobs:read",
    summary: "Failed jobs by error and template, those that failed last first; dismissed ones not",
    query: Type.Object(
      {
        ...paging,
        ...filters,
        dismissed: Type.Optional(
          Type.Enum(["true", "false"], {
            description: "`true`: those that are dismissed, instead of the open ones",
          }),
        ),
        sort: Type.Optional(
          Type.Enum([...errorSorts], {
            description: "Order; `-count` has the largest group first",
          }),
        ),
      },
      { additionalProperties: false, patternProperties: payloadFilters },
    ),
    reply: ErrorGroups,
  }),
  "errors.fields": get("/jobs/errors/:key/fields", {
    ...{ tag: "dead-letters", concerns: "list" },
    scope: "jobs:read",
    summary: "What differs in the payloads of a group's jobs",
    params: closed({
      key: line({ minLength: 1, maxLength: 200, description: "Key of the group" }),
    }),
    reply: GroupFields,
  }),
};
