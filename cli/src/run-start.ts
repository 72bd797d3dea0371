import {
  runService,
  type Service,
  type ServiceContext,
} from "@formwork/engine/runtime/service/run-service";
import { readStartConfig } from "./config.ts";
import { startAll } from "./start.ts";

/** Starts every part in this process, and stops them at SIGTERM, SIGINT or SIGHUP. */
export function runStart(): Promise<void> {
  return runService(process, startAndPrint);
}

async function startAndPrint({ env, print }: ServiceContext): Promise<Service> {
  const { url, setUpLink, stop } = await startAll(readStartConfig(env), env);
  // One write: a program that waits for the first line has the second one too.
  const lines = [`formwork ready on ${url}`];
  if (setUpLink !== null) lines.push(`first start: make the admin account at ${setUpLink}`);
  print(lines.join("\n"));
  return { stop };
}
