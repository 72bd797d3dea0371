import { releaseMemoryWhenIdle } from "../release-memory.ts";
import { untilStopped } from "./stop-signals.ts";

/** The environment of a service, as a parameter. */
export type ServiceContext = {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes a line on stdout. */
  print: (line: string) => void;
  /** Prints the message of an error on stderr and ends the process with exit code 1. */
  fatal: (error: unknown) => void;
};
export type Service = { stop: () => Promise<void> };

/**
 * Runs a service until SIGTERM, SIGINT or SIGHUP, then stops it. An error at the start (a wrong setting, a
 * taken port) is printed on stderr as one line and ends the process with exit code 1.
 */
export async function runService(
  process: NodeJS.Process,
  start: (context: ServiceContext) => Promise<Service>,
): Promise<void> {
  const ending = untilStopped({ process });
  // A terminal that is closed takes no more lines; the service drains all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const fatal = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  try {
    const service = await Promise.race([start({ env: process.env, print, fatal }), ending]);
    releaseMemoryWhenIdle();
    await ending;
    await service?.stop();
    process.exit(0);
  } catch (error) {
    fatal(error);
  }
}
