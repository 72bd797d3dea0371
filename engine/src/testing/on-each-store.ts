import type { Store } from "../store/store.ts";
import { aFolder } from "./a-sqlite-folder.ts";
import { sharedDatabase } from "./servers/a-mongo-database.ts";

/** Runs a suite on both stores. Each test gets an empty store, already open. */
export function onEachStore(suite: (use: () => Store) => void): void {
  describe("on SQLite", () => {
    let store: Store;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      const folder = await aFolder();
      dispose = folder.dispose;
      store = await folder.open();
    });
    afterEach(() => dispose());
    suite(() => store);
  });

  describe("on MongoDB", () => {
    const database = sharedDatabase();
    let store: Store;
    beforeEach(async () => {
      store = await database.open();
    });
    suite(() => store);
  });
}
