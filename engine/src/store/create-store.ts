import { resolve } from "node:path";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "./store.ts";

/**
 * Makes the store of an address (`FORMWORK_STORE`) and loads the code of that store alone. `file` is
 * the SQLite file where the address has no path.
 */
export async function createStore(params: {
  url: string;
  file?: string;
  clock: Clock;
  telemetry: Telemetry;
}): Promise<Store> {
  const { url, file = ":memory:", clock, telemetry } = params;
  const named = /^sqlite:(.*)$/.exec(url)?.[1];
  if (named === undefined)
    return (await import("./mongo/mongo.ts")).createMongoStore({ url, clock, telemetry });
  const path = named === "" ? file : resolve(named);
  return (await import("./sqlite/sqlite.ts")).createSqliteStore({ path, clock, telemetry });
}
