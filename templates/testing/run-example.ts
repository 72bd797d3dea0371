import { join } from "node:path";
import type { LogLine, Progress } from "@formwork/contracts/job";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createDialer } from "@formwork/engine/runtime/dialer/dialer";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { createSandbox } from "@formwork/engine/templates/sandbox/sandbox";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import type { Outcome } from "@formwork/engine/work/work";
import { createResultCheck } from "@formwork/worker/check-result";
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

/**
 * Creates a worker's runners with a folder of their own. HTTP jobs may call this machine, and jobs use
 * files of the folders in `allowed`, or of some usual ones.
 */
export async function anExampleRunner(allowed?: string[]): Promise<ExampleRunner> {
  const folder = await aTemporaryFolder();
  const dialer = createDialer({ allow: ["127.0.0.1"] });
  const deps = {
    templatesFolder,
    tmpFolder: join(folder.path, "jobs"),
    files: { allowed: allowed ?? ["/etc", "/proc/net", folder.path], closed: [] },
    dialer,
    telemetry: silentTelemetry(),
    clock: systemClock,
  };
  const runners = createRunners(deps);
  const sandbox = createSandbox({ telemetry: silentTelemetry() });
  const checkResult = createResultCheck({
    checkResult: async ({ template: { hash, result: schema }, result }) =>
      schema === undefined ? [] : sandbox.checkResult({ hash, schema, result }),
  });
  return {
    folder: folder.path,
    async run(template, payload, attempt = 1) {
      const { definition } = template;
      const runner = runners.kinds[definition.run.kind];
      if (runner === undefined) throw new Error(`No runner for ${definition.run.kind}`);
      const ended: Omit<Ended, "outcome"> = { lines: [], steps: [] };
      const assignment = anAssignment({
        id: "01-example",
        // Result schemas are compiled once per hash, so that of each template differs.
        template: { ...definition, folder: template.folder, hash: definition.name },
        payload,
        attempt,
        failures: attempt - 1,
      });
      const { signal } = new AbortController();
      const outcome = await runner({
        assignment,
        signal,
        log: (stream, text) => ended.lines.push({ stream, text }),
        progress: (progress) => ended.steps.push(progress),
      });
      return { outcome: await checkResult(assignment, outcome, signal), ...ended };
    },
    async close() {
      await runners.close();
      await sandbox.close();
      await dialer.close();
      await folder.remove();
    },
  };
}
