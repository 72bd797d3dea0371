import { maxTailLines } from "@formwork/contracts/log-tail";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { type Command, InvalidArgumentError } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readNumber } from "../values/read-number.ts";
import { readPathWord } from "../values/read-path-word.ts";
import { type LogOptions, printLogLines } from "../watch/print-log-line.ts";
import { watchJob } from "../watch/watch-job.ts";

type Options = LogOptions &
  ServerOptions & {
    follow?: boolean;
    tail?: number;
    attempt?: number;
    after?: number;
  };

/** Adds `formwork jobs logs`, the command of `jobs.logs` and `jobs.log-stream`. */
export function addLogs(jobs: Command, terminal: Terminal): void {
  const command = jobs
    .command("logs")
    .argument("<id>", "id of the job", readPathWord)
    .description("Print the log of a job; with -f also what it writes until it has ended")
    .option("-f, --follow", "go on until the job has ended; the exit code says how")
    .option("--tail <number>", `only so many of the last lines, at most ${maxTailLines}`, readTail)
    .option("--attempt <number>", "only the lines of this attempt", (text) => readNumber(text, 1))
    .option("--after <offset>", "only the lines after this offset", (text) => readNumber(text))
    .option("--timestamps", "when each line was written")
    .option("--raw", "lines as they were written, escape sequences too")
    .option("--json", "print JSON for programs: a line of the log per line");
  addServerOptions(command).addHelpText(
    "after",
    `
A job writes what it likes: escape sequences are taken out unless --raw is given.

Examples:
  formwork jobs logs ID --tail 20
  formwork jobs logs -f ID`,
  );
  command.action(async (id: string, options: Options) => {
    const connection = connect(terminal, options);
    await sayingProblems(connection, async () => {
      if (options.follow === true) await followLog(terminal, connection, id, options);
      else await printLog(terminal, connection, id, options);
    });
  });
}

/** Prints the stored lines; returns the offset of the last one. */
async function printLog(
  terminal: Terminal,
  { client }: Connection,
  id: string,
  options: Options,
): Promise<number> {
  const { tail, attempt, after } = options;
  let query: QueryOf<"jobs.logs"> = {
    ...(tail === undefined ? { limit: 500 } : { tail }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(after === undefined ? {} : { after }),
  };
  let last = after ?? 0;
  for (;;) {
    const { items, next, removedAt } = await client.call("jobs.logs", { params: { id }, query });
    await printLogLines(terminal, items, options);
    last = items.at(-1)?.offset ?? last;
    if (next === null && items.length === 0 && removedAt !== null)
      say(terminal, `Its lines were removed at ${removedAt}, because they had become too old`);
    if (next === null || terminal.stdout.destroyed) return last;
    query = { ...query, cursor: next };
  }
}

async function followLog(
  terminal: Terminal,
  connection: Connection,
  id: string,
  options: Options,
): Promise<void> {
  const { tail, after = 0, attempt, json, raw, timestamps } = options;
  const shown: LogOptions = {
    ...(json === undefined ? {} : { json }),
    ...(raw === undefined ? {} : { raw }),
    ...(timestamps === undefined ? {} : { timestamps }),
  };
  if (attempt !== undefined)
    endWith("usage", "--attempt is about the past: leave it out with --follow");
  const from = tail === undefined ? after : await printLog(terminal, connection, id, options);
  await watchJob(terminal, connection, { id, follow: true, after: from, ...shown });
}

function readTail(text: string): number {
  const tail = readNumber(text);
  if (tail >= 1 && tail <= maxTailLines) return tail;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${maxTailLines}`);
}
