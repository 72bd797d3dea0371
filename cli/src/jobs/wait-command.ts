import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readPathWord } from "../values/read-path-word.ts";
import { watchAction } from "../watch/watch-action.ts";
import { watchJob } from "../watch/watch-job.ts";
import { readMaxWait } from "../watch/watch-options.ts";

type Options = ServerOptions & { maxWait?: number; json?: boolean };
type Waiting = { id: string } & Pick<Options, "json"> & { maxWaitMs?: number };

/** Adds `formwork jobs wait`. */
export function addWait(jobs: Command, terminal: Terminal): void {
  const about = "Wait until a job has ended; its result goes to stdout";
  addWaiting(jobs, terminal, { thing: "job", about }, (connection, params) =>
    watchJob(terminal, connection, { ...params, follow: false }),
  );
}

/** Adds `formwork actions wait`. */
export function addActionWait(actions: Command, terminal: Terminal): void {
  const about = "Wait until an action has ended, and show how far it has come";
  addWaiting(actions, terminal, { thing: "action", about }, (connection, params) =>
    watchAction(terminal, connection, params),
  );
}

function addWaiting(
  group: Command,
  terminal: Terminal,
  { thing, about }: { thing: string; about: string },
  watch: (connection: Connection, params: Waiting) => Promise<void>,
): void {
  const command = group
    .command("wait")
    .argument("<id>", `id of the ${thing}`, readPathWord)
    .description(about)
    .option("--max-wait <duration>", "wait no longer than this, such as 10m", readMaxWait)
    .option("--json", `print the ${thing} as JSON for programs`);
  addServerOptions(command).addHelpText(
    "after",
    `\nExample:\n  formwork ${group.name()} wait ID --max-wait 10m`,
  );
  command.action(async (id: string, { maxWait, json, ...options }: Options) => {
    const connection = connect(terminal, options);
    await sayingProblems(connection, () =>
      watch(connection, {
        id,
        ...(maxWait === undefined ? {} : { maxWaitMs: maxWait }),
        ...(json === undefined ? {} : { json }),
      }),
    );
  });
}
