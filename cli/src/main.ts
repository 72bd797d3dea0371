import { exitCodes } from "./exit-codes.ts";
import { runProgram } from "./program.ts";

/** Runs the command line in this process. */
process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);
process.exitCode = await runProgram(process.argv.slice(2), process);

/** Nobody reads the output any more, as after `| head`: there is nothing to say, and nobody to. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes["closed-pipe"].code);
}
