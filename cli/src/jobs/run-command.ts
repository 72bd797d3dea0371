import type { Job } from "@formwork/contracts/job";
import type { BodyOf } from "@formwork/contracts/operations/operations";
import { operations } from "@formwork/contracts/operations/operations";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { addFlag } from "../operate/add-flag.ts";
import { addBodyOptions } from "../operate/add-operation.ts";
import { collectInput, type Given } from "../operate/collect-input.ts";
import { flagsOf } from "../operate/flags.ts";
import { cleanLine, safeJson } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import { isAttended, type Terminal } from "../terminal/terminal.ts";
import { watchJob } from "../watch/watch-job.ts";
import { addWatchOptions, type WatchOptions, watchParams } from "../watch/watch-options.ts";
import { confirmJob } from "./confirm-job.ts";
import { submitOnce } from "./submit-once.ts";

type RunOptions = Given & ServerOptions & WatchOptions & { createdBy?: string; yes?: boolean };
type Submit = { body: BodyOf<"jobs.create">; headers: Record<string, string> };

/** What the command takes as its arguments. */
const asArguments = ["template", "payload"];

/** Adds `formwork run`, the command of `jobs.create`. */
export function addRun(program: Command, terminal: Terminal): void {
  const row = operations["jobs.create"];
  const flags = flagsOf(row);
  const command = program
    .command("run")
    .argument("<template>", "name of the template")
    .argument("[payload]", "input as JSON, @file, or - for stdin")
    .description("Submit a job of a template, and wait for it if you like")
    .option("--created-by <who>", "me: a job is always made by who is signed in")
    .option("-y, --yes", "do not ask what the template asks people before they send a job");
  for (const flag of flags) if (!asArguments.includes(flag.key)) addFlag(command, flag, Date.now());
  addBodyOptions(command, row);
  addWatchOptions(command);
  command.optionsGroup("Output:").option("--json", "print the job as JSON for programs");
  addServerOptions(command).addHelpText("after", helpText);
  command.action(async (template: string, payload: string | undefined, options: RunOptions) => {
    const given = { ...options, template, ...(payload === undefined ? {} : { payload }) };
    const { body = {}, headers } = await collectInput(terminal, row, flags, given);
    const connection = connect(terminal, options);
    // The flags of the row made the body; the server checks it.
    const submit = { body: body as BodyOf<"jobs.create">, headers };
    await sayingProblems(connection, () => run(terminal, connection, submit, options), flags);
  });
}

const helpText = `
The id of the job goes to stdout. With --wait the result does, as JSON, and with --follow the log;
everything else goes to stderr. The exit code is 0 when the job succeeded and 1 when it did not.

Examples:
  formwork run sample-job '{"steps":5}' --wait
  formwork run http-check --set url=https://example.org --follow
  formwork run nightly-report @report.json --at 03:00 --tag report
  ID=$(formwork run sample-job --delay 10m)`;

async function run(
  terminal: Terminal,
  connection: Connection,
  submit: Submit,
  options: RunOptions,
): Promise<void> {
  await checkCreator(connection, options.createdBy);
  if (options.yes !== true && isAttended(terminal))
    await confirmJob(terminal, connection, submit.body);
  const job = await submitOnce(connection, submit);
  const watch = watchParams(job.id, options);
  if (watch === null) return printSubmitted(terminal, job, options.json === true);
  const title = `Job ${job.id} ${job.summary}`;
  return watchJob(terminal, connection, { ...watch, title, isKnown: true });
}

/** Nobody makes jobs in the name of others; a wrong name is said before anything is sent. */
async function checkCreator({ client }: Connection, who: string | undefined): Promise<void> {
  if (who === undefined || who === "me") return;
  const { id, email } = await client.call("auth.me");
  if (who === id || who === email) return;
  endWith(
    "usage",
    `--created-by ${who}: you are ${email}, and a job is made by who is signed in. Leave the option out, or note others with --tag`,
  );
}

async function printSubmitted(terminal: Terminal, job: Job, isJson: boolean): Promise<void> {
  await print(terminal, [isJson ? safeJson(job) : cleanLine(job.id)]);
  if (isJson || terminal.stderr.isTTY !== true) return;
  const due = job.state === "scheduled" ? `, due ${job.runAt}` : "";
  say(terminal, `${job.state}${due}. Follow it: formwork jobs logs -f ${job.id}`);
}
