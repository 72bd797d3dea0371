import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readPathWord } from "../values/read-path-word.ts";
import { watchJob } from "../watch/watch-job.ts";
import { readMaxWait } from "../watch/watch-options.ts";

type Options = ServerOptions & { maxWait?: number; json?: boolean };

/** Adds `formwork jobs wait`. */
export function addWait(jobs: Command, terminal: Terminal): void {
  const command = jobs
    .command("wait")
    .argument("<id>", "id of the job", readPathWord)
    .description("Wait until a job has ended; its result goes to stdout")
    .option("--max-wait <duration>", "wait no longer than this, such as 10m", readMaxWait)
    .option("--json", "print the job as JSON for programs");
  addServerOptions(command).addHelpText(
    "after",
    "\nExample:\n  formwork jobs wait ID --max-wait 10m",
  );
  command.action(async (id: string, options: Options) => {
    const { maxWait, json } = options;
    const connection = connect(terminal, options);
    await sayingProblems(connection, () =>
      watchJob(terminal, connection, {
        ...{ id, follow: false },
        ...(maxWait === undefined ? {} : { maxWaitMs: maxWait }),
        ...(json === undefined ? {} : { json }),
      }),
    );
  });
}
