import type { Run } from "@formwork/contracts/template";
import type { Assignment } from "@formwork/engine/work/work";

type Overrides = {
  id?: string;
  run?: Run;
  payload?: Record<string, unknown>;
  template?: Partial<Assignment["template"]>;
  attempt?: number;
  timeoutMs?: number;
  token?: string;
  traceparent?: string;
};

const at = "2030-01-01T00:00:00.000Z";

/** Creates an assignment as a claim returns it, with the fields that a test overrides. */
export function anAssignment(overrides: Overrides = {}): Assignment {
  const {
    id = "job-1",
    run = { kind: "module", file: "run.ts" },
    payload = {},
    attempt = 1,
    timeoutMs = 60_000,
  } = overrides;
  const template = { name: "sample", version: 1 };
  return {
    job: {
      ...{
        id,
        template,
        payload,
        attempt,
        state: "running",
        priority: 4,
        queue: "default",
        tags: [],
        maxAttempts: 3,
        crashes: 0,
        seq: 3,
      },
      ...{
        progress: null,
        error: null,
        result: null,
        createdBy: "user-1",
        createdAt: at,
        runAt: at,
        startedAt: at,
        finishedAt: null,
      },
      ...{ scheduleId: null, rerunOf: null, dependsOn: [], dismissedAt: null },
    },
    token: overrides.token ?? "token-1",
    kind: run.kind,
    timeoutMs,
    run: 1,
    failures: 0,
    traceparent: overrides.traceparent ?? null,
    template: {
      ...{
        ...template,
        title: "Sample",
        payload: { type: "object" },
        run,
        hash: "hash-1",
        publishedAt: at,
        publishedBy: "folder",
        archived: false,
      },
      ...{ folder: "", source: "folder", ...overrides.template },
    },
  };
}
