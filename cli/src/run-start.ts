import type { Ground, Service } from "@formwork/engine/runtime/run-service";
import { readStartConfig } from "./config.ts";
import { startAll } from "./start.ts";

/** Starts what `formwork start` runs. */
export async function runStart({ env, say }: Ground): Promise<Service> {
  const { url, setUpLink, stop } = await startAll(readStartConfig(env));
  say(`formwork ready on ${url}`);
  if (setUpLink !== null) say(`first start: make the admin account at ${setUpLink}`);
  return { stop };
}
