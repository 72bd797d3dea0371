import type { BodyOf, OperationId } from "@formwork/contracts/operations/operations";

/** Example bodies of operations, shown in the API documentation. */
export const exampleBodies: { [Id in OperationId]?: BodyOf<Id> } = {
  "auth.sign-in": { email: "ann@example.org", password: "correct horse battery" },
  "templates.publish": {
    name: "ping",
    title: "Ping a site",
    payload: {
      type: "object",
      required: ["url"],
      properties: { url: { type: "string", format: "uri" } },
    },
    run: { kind: "http", url: "{{payload.url}}" },
  },
  "templates.validate": { payload: { url: "https://example.org/health" } },
  "jobs.create": {
    template: "http-request",
    payload: { url: "https://example.org/health" },
    tags: ["nightly"],
    delay: "5m",
  },
  "jobs.batch": {
    jobs: [{ template: "http-request", payload: { url: "https://example.org/health" } }],
  },
  "jobs.change": { runAt: "2030-01-01T06:00:00Z", priority: 9 },
  "settings.set-retention": { succeeded: "30d", failed: "90d", cancelled: "30d", logs: "14d" },
  "settings.preview-retention": { succeeded: "7d", failed: null, cancelled: "7d", logs: "7d" },
  "jobs.rerun": { payload: { url: "https://example.org/other" } },
};
