import { aDatabase, type TestDatabase } from "../../testing/servers/a-mongo-database.ts";
import { storeConformanceSuite } from "../conformance/suite.ts";

const kinds = { "MongoDB standalone": {}, "MongoDB replica set": { replicaSet: "formwork" } };

for (const [name, options] of Object.entries(kinds)) {
  describe(name, () => {
    let database: TestDatabase;
    before(async function () {
      this.timeout(120_000);
      database = await aDatabase(options);
    });
    after(() => database?.stop());

    storeConformanceSuite(name, async () => ({
      store: await database.open(),
      dispose: database.empty,
    }));
  });
}
