import { systemClock } from "@formwork/engine/runtime/clock";
import { createDialer } from "@formwork/engine/runtime/dialer/dialer";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { createRunners } from "../runners/runners.ts";
import { runOne } from "./run-one.ts";

/**
 * The script of a process that runs one command or module and prints the first line that starts
 * with `pid`, for tests that kill or stop the process. Arguments: a folder, the template's `run` as
 * JSON and, optionally, the milliseconds until a fence.
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
const line = await job.line(/^pid /);
if (fence !== undefined) runners.fence(Number(fence));
process.stdout.write(`${line}\n`);
await job.outcome;
