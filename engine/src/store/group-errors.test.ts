import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../testing/a-sqlite-folder.ts";
import { sharedDatabase } from "../testing/servers/a-mongo-database.ts";
import { aJobIn, submit, theJob } from "./conformance/helpers.ts";
import type { Store } from "./store.ts";

/** Jobs as they were stored before there were groups, on a store whose `forget` takes them away. */
function oldJobsSuite(use: () => { store: Store; forget: () => Promise<unknown> }): void {
  it("are put into their groups, portion by portion", async () => {
    const { store, forget } = use();
    const failed = [];
    for (let place = 0; place < 5; place++) failed.push(await aJobIn(store, "failed"));
    const [dismissed] = failed;
    const id = String(dismissed?.id);
    await store.controlJob({ id, cause: "dismiss", traceparent: null });
    await submit(store);
    await forget();
    expect((await theJob(store, id)).errorKey).to.equal(null);
    let grouped = 0;
    for (let cursor: string | undefined, rounds = 0; rounds < 9; rounds++) {
      const done = await store.groupErrors({ limit: 2, cursor });
      grouped += done.grouped;
      if (done.next === null) break;
      cursor = done.next;
    }
    expect(grouped).to.equal(5);
    const counted = async (isDismissed: boolean) =>
      (
        await store.findErrors({
          ...{ filter: { dismissed: isDismissed }, sort: "-count", since: [], limit: 9 },
        })
      ).jobs;
    expect([await counted(false), await counted(true)]).to.deep.equal([4, 1]);
    for (const { id, errorKey } of failed)
      expect((await theJob(store, id)).errorKey).to.equal(errorKey);
  });
}

describe("failed jobs of before", () => {
  describe("on SQLite", () => {
    let folder: TestFolder;
    let store: Store;
    beforeEach(async () => {
      folder = await aFolder();
      store = await folder.open();
    });
    afterEach(() => folder.dispose());
    oldJobsSuite(() => ({
      store,
      async forget() {
        const file = new DatabaseSync(folder.path);
        file.exec("update standings set errorGroup = null");
        file.close();
      },
    }));
  });

  describe("on MongoDB", () => {
    const database = sharedDatabase();
    let store: Store;
    beforeEach(async () => {
      store = await database.open();
    });
    oldJobsSuite(() => ({
      store,
      forget: () =>
        database.database.collection("jobs").updateMany({}, { $unset: { errorGroup: true } }),
    }));
  });
});
