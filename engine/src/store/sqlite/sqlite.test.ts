import { aFolder } from "../../testing/a-sqlite-folder.ts";
import { storeConformanceSuite } from "../conformance/suite.ts";

storeConformanceSuite("SQLite", async () => {
  const folder = await aFolder();
  return { store: await folder.open(), dispose: folder.dispose };
});
