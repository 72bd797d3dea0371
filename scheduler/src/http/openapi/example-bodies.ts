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
    template: "sample-job",
    payload: { steps: 3 },
    tags: ["nightly"],
    delay: "5m",
  },
  "jobs.batch": {
    jobs: [{ template: "sample-job", payload: { steps: 3 } }],
  },
  "jobs.change": { runAt: "2030-01-01T06:00:00Z", priority: 9 },
  "settings.set-retention": { succeeded: "30d", failed: "90d", cancelled: "30d", logs: "14d" },
  "settings.preview-retention": { succeeded: "7d", failed: null, cancelled: "7d", logs: "7d" },
  "jobs.rerun": { payload: { steps: 5 } },
  "work.claim": { worker: { id: "render-1" }, templates: ["render-video"], limit: 1, wait: "30s" },
  "work.renew": { leases: ["eyJqb2JJZCI6…"] },
  "work.log": { lease: "eyJqb2JJZCI6…", offset: 0, lines: [{ text: "frame 1 of 250" }] },
  "work.progress": { lease: "eyJqb2JJZCI6…", percent: 40, message: "frame 100 of 250" },
  "work.succeed": { lease: "eyJqb2JJZCI6…", result: { frames: 250 } },
  "work.fail": {
    lease: "eyJqb2JJZCI6…",
    error: { message: "The disk is full" },
    retryAfter: "10m",
  },
  "work.release": { lease: "eyJqb2JJZCI6…" },
};
