import { anyObject, closed, line } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { post } from "./operation.ts";

/** What helps to try Formwork out, and is refused in production. */
export const devOperations = {
  "dev.generate-jobs": post("/dev/generate-jobs", {
    tag: "dev",
    concerns: "input",
    scope: "jobs:write",
    limit: "submits",
    tokensIn: "count",
    audit: "job.generate",
    status: 201,
    summary: "Submit up to 1,000 jobs of a template to try things out; refused in production",
    body: closed({
      template: line({
        minLength: 1,
        maxLength: 100,
        description: "Name of the template, in its newest version",
      }),
      count: Type.Integer({ minimum: 1, maximum: 1000, description: "How many jobs" }),
      payload: Type.Optional(
        anyObject({ description: "Payload of each job; those of the template's examples in turn" }),
      ),
    }),
    reply: closed({
      accepted: Type.Integer({ minimum: 0, description: "Jobs that were stored" }),
      ids: Type.Array(Type.String(), { description: "Ids of the jobs, in order" }),
    }),
    problems: ["template-not-found", "template-archived", "invalid-payload", "unavailable"],
  }),
};
