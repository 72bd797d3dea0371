import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { createDialer } from "../runners/http/dialer.ts";
import { createRunners } from "../runners/runners.ts";
import { anAssignment } from "./an-assignment.ts";
import { runOne } from "./run-one.ts";

/**
 * A process that runs one command or module and tells its output, for tests that kill it or stop
 * it. Arguments: a folder, the template's `run` as JSON, and the fence in milliseconds or nothing.
 */
const [folder = "", run = "", fence] = process.argv.slice(2);
const runners = createRunners({
  templatesFolder: folder,
  tmpFolder: `${folder}/tmp`,
  dialer: createDialer({ allow: [] }),
  telemetry: silentTelemetry(),
  clock: systemClock,
});
const assignment = anAssignment({ run: JSON.parse(run) });
const runner = runners.kinds[assignment.kind];
if (runner === undefined) throw new Error(`No runner for ${assignment.kind}`);
const job = runOne(runner, assignment);
const line = await job.heard(/^pid /);
if (fence !== undefined) runners.fence(Number(fence));
process.stdout.write(`${line}\n`);
await job.outcome;
