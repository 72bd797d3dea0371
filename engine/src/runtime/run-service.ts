/** What a service is given to run with. */
export type Ground = {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes a line on stdout. */
  say: (line: string) => void;
  /** Ends the process: with one message, and exit code 1. */
  fall: (error: unknown) => void;
};
export type Service = { stop: () => Promise<void> };

/**
 * Runs a service until SIGTERM or SIGINT, then stops it. An error at the start (a wrong setting, a
 * taken port) is printed on stderr as one line and ends the process with exit code 1.
 */
export async function runService(
  process: NodeJS.Process,
  start: (ground: Ground) => Promise<Service>,
): Promise<void> {
  const ending = endOnSignals(process);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const fall = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  try {
    const service = await Promise.race([start({ env: process.env, say, fall }), ending]);
    await ending;
    await service?.stop();
    process.exit(0);
  } catch (error) {
    fall(error);
  }
}

/** Resolves at the first SIGTERM or SIGINT; the second ends the process with exit code 1. */
function endOnSignals(process: NodeJS.Process): Promise<undefined> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(1);
      asked = true;
      resolve(undefined);
    };
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
  });
}
