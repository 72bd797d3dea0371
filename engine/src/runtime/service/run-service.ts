import { withTimeout } from "../flow/with-timeout.ts";
import { releaseMemoryWhenIdle } from "../release-memory.ts";
import { listenForStop } from "./stop-signals.ts";

/** The environment of a service, as a parameter. */
export type ServiceContext = {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes a line on stdout, until the service is asked to stop. */
  print: (line: string) => void;
  /** Prints the message of an error on stderr and ends the process with exit code 1. */
  fatal: (error: unknown) => void;
};
export type Service = { stop: () => Promise<void> };

/**
 * Milliseconds that a start may go on after the stop was asked for, so that what it has begun, such as
 * jobs, is ended in order. One that waits for a database that is away is cut off.
 */
const lateStartMs = 5000;

/**
 * Runs a service until SIGTERM, SIGINT or SIGHUP, then stops it. An error at the start (a wrong setting, a
 * taken port) is printed on stderr as one line and ends the process with exit code 1.
 */
export async function runService(
  process: NodeJS.Process,
  start: (context: ServiceContext) => Promise<Service>,
): Promise<void> {
  const stop = listenForStop({ process });
  // A terminal that is closed takes no more lines; the service drains all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const print = (line: string) => void (stop.isAsked() || process.stdout.write(`${line}\n`));
  const fatal = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  if (stop.isAsked()) {
    process.stderr.write("formwork does not start: the npm that was to run it has ended\n");
    process.exit(0);
  }
  try {
    const starting = start({ env: process.env, print, fatal });
    await Promise.race([starting, stop.asked]);
    if (!stop.isAsked()) releaseMemoryWhenIdle();
    await stop.asked;
    const service = await withTimeout(starting, lateStartMs, () => undefined);
    await service?.stop();
    process.exit(0);
  } catch (error) {
    fatal(error);
  }
}
