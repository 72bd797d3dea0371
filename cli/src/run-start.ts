import type { Service, ServiceContext } from "@formwork/engine/runtime/service/run-service";
import { readStartConfig } from "./config.ts";
import { startAll } from "./start.ts";

/** Starts every part in this process and prints the address. */
export async function runStart({ env, print }: ServiceContext): Promise<Service> {
  const { url, setUpLink, stop } = await startAll(readStartConfig(env), env);
  print(`formwork ready on ${url}`);
  if (setUpLink !== null) print(`first start: make the admin account at ${setUpLink}`);
  return { stop };
}
