import type { Store } from "../store/store.ts";
import { aDatabase, type TestDatabase } from "./a-mongo-database.ts";
import { aFolder } from "./a-sqlite-folder.ts";

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
    let database: TestDatabase;
    let store: Store;
    before(async function () {
      this.timeout(120_000);
      database = await aDatabase();
    });
    beforeEach(async () => {
      store = await database.open();
    });
    afterEach(() => database.empty());
    after(() => database?.stop());
    suite(() => store);
  });
}
