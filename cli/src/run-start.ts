import { readStartConfig } from "./config.ts";
import { startAll } from "./start.ts";

/** Runs `formwork start` until a signal ends it. Faults in the settings or a taken port end it with one message and exit code 1. */
export async function runStart(process: NodeJS.Process): Promise<void> {
  try {
    const running = await startAll(readStartConfig(process.env));
    process.stdout.write(`formwork ready on ${running.url}\n`);
    if (running.setUpLink !== null) process.stdout.write(`first start: make the admin account at ${running.setUpLink}\n`);
    stopOnSignals(process, running.stop);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** The first SIGTERM or SIGINT stops in order, the second at once. */
function stopOnSignals(process: NodeJS.Process, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await stop();
    process.exit(0);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
