import { exitCodes } from "./exit-codes.ts";
import { isService, runProgram } from "./program.ts";

/** Runs the command line in this process. */
const args = process.argv.slice(2);
// A service works on when nobody reads what it prints.
if (!isService(args))
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endQuietly);
process.exitCode = await runProgram(args, process);

/** Nobody reads the output any more, as after `| head`: there is nothing to say, and nobody to. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes["closed-pipe"].code);
}
