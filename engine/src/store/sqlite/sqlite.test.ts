import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../runtime/clock.ts";
import { exerciseStore } from "../exercise.ts";
import { createSqliteStore } from "./sqlite.ts";

exerciseStore("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "formwork-store-"));
  const store = createSqliteStore({ path: join(folder, "store.db"), clock: systemClock });
  await store.open();
  const dispose = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, dispose };
});
