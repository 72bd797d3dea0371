import { join } from "node:path";
import { systemClock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { createSqliteStore } from "../store/sqlite/sqlite.ts";
import type { Store } from "../store/store.ts";
import { aTemporaryFolder } from "./temporary-folder.ts";

/** A folder with a database file, on which a test opens stores. */
export type TestFolder = {
  path: string;
  open: (telemetry?: Telemetry) => Promise<Store>;
  dispose: () => Promise<void>;
};

/** Makes an empty folder. `dispose` closes the stores that were opened in it and removes it. */
export async function aFolder(): Promise<TestFolder> {
  const folder = await aTemporaryFolder();
  const path = join(folder.path, "store.db");
  const stores: Store[] = [];
  async function open(telemetry?: Telemetry): Promise<Store> {
    const store = createSqliteStore({ path, clock: systemClock, telemetry });
    stores.push(store);
    await store.open();
    return store;
  }
  async function dispose(): Promise<void> {
    await Promise.all(stores.map((store) => store.close()));
    await folder.remove();
  }
  return { path, open, dispose };
}
