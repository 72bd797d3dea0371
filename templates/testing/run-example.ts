import { join } from "node:path";
import type { Job, LogLine, Progress } from "@formwork/contracts/job";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import { createResultCheck } from "@formwork/worker/check-result";
import { createDialer } from "@formwork/worker/runners/http/dialer";
import { createRunners } from "@formwork/worker/runners/runners";
import { type Shipped, templatesFolder } from "./shipped.ts";

type Payload = Record<string, unknown>;
type Runnable = Pick<Shipped, "folder" | "definition">;
export type Ended = {
  outcome: Outcome;
  lines: { stream: LogLine["stream"]; text: string }[];
  steps: Progress[];
};
export type ExampleRunner = {
  folder: string;
  run: (template: Runnable, payload: Payload, attempt?: number) => Promise<Ended>;
  close: () => Promise<void>;
};

/** Creates a worker's runners with a folder of their own. HTTP jobs may call this machine. */
export async function anExampleRunner(): Promise<ExampleRunner> {
  const folder = await aTemporaryFolder();
  const dialer = createDialer({ allow: ["127.0.0.1"] });
  const deps = {
    templatesFolder,
    tmpFolder: join(folder.path, "jobs"),
    dialer,
    telemetry: silentTelemetry(),
    clock: systemClock,
  };
  const runners = createRunners(deps);
  const checkResult = createResultCheck();
  return {
    folder: folder.path,
    async run(template, payload, attempt = 1) {
      const runner = runners.kinds[template.definition.run.kind];
      if (runner === undefined) throw new Error(`No runner for ${template.definition.run.kind}`);
      const ended: Omit<Ended, "outcome"> = { lines: [], steps: [] };
      const assignment = anAssignment(template, payload, attempt);
      const outcome = await runner({
        assignment,
        signal: new AbortController().signal,
        log: (stream, text) => ended.lines.push({ stream, text }),
        progress: (progress) => ended.steps.push(progress),
      });
      return { outcome: checkResult(assignment, outcome), ...ended };
    },
    async close() {
      await runners.close();
      await dialer.close();
      await folder.remove();
    },
  };
}

function anAssignment(
  { definition, folder }: Runnable,
  payload: Payload,
  attempt: number,
): Assignment {
  const now = new Date().toISOString();
  const shared = {
    version: 1,
    hash: definition.name,
    publishedAt: now,
    publishedBy: "folder",
    archived: false,
  };
  return {
    job: {
      ...aJob,
      createdAt: now,
      runAt: now,
      startedAt: now,
      template: { name: definition.name, version: 1 },
      payload,
      attempt,
    },
    template: { ...definition, ...shared, folder, source: "folder" },
    token: "token",
    kind: definition.run.kind,
    timeoutMs: 60_000,
    run: 1,
    failures: attempt - 1,
    traceparent: null,
  };
}

const aJob: Omit<Job, "createdAt" | "runAt" | "startedAt" | "template" | "payload" | "attempt"> = {
  id: "01-example",
  state: "running",
  priority: 4,
  queue: "default",
  tags: [],
  maxAttempts: 3,
  crashes: 0,
  progress: null,
  error: null,
  createdBy: "test",
  finishedAt: null,
  scheduleId: null,
  rerunOf: null,
  dependsOn: [],
  dismissedAt: null,
  seq: 3,
  result: null,
};
